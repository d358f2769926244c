using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entry", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_seal",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    entry_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_seal", x => new { x.practice_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "call_key",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    use_case = table.Column<string>(type: "TEXT", nullable: false),
                    body_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_call_key", x => new { x.practice_id, x.user_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "desk_rules",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    idle_minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_rules", x => x.practice_id);
                });

            migrationBuilder.CreateTable(
                name: "desk_user",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    home_practice = table.Column<int>(type: "INTEGER", nullable: false),
                    totp_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    totp_last_step = table.Column<long>(type: "INTEGER", nullable: false),
                    pin_hash = table.Column<string>(type: "TEXT", nullable: true),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_user", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "draft",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_draft", x => new { x.practice_id, x.user_id, x.form, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "external_key",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    system = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    target_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    content_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    first_seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_external_key", x => new { x.practice_id, x.kind, x.system, x.value });
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    chore = table.Column<string>(type: "TEXT", nullable: false),
                    holder = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lease", x => new { x.practice_id, x.chore });
                });

            migrationBuilder.CreateTable(
                name: "ledger_account",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_account", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "live_change",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    topics = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_live_change", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "location",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    zip = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_location", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "membership",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    roles = table.Column<string>(type: "TEXT", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_membership", x => new { x.practice_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "name_word",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_name_word", x => new { x.practice_id, x.key, x.word });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    @event = table.Column<string>(name: "event", type: "TEXT", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true),
                    leased_by = table.Column<string>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    parked_for = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "patient",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    mrn = table.Column<string>(type: "TEXT", nullable: false),
                    family = table.Column<string>(type: "TEXT", nullable: false),
                    given = table.Column<string>(type: "TEXT", nullable: false),
                    preferred = table.Column<string>(type: "TEXT", nullable: true),
                    former_family = table.Column<string>(type: "TEXT", nullable: true),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    is_deceased = table.Column<bool>(type: "INTEGER", nullable: false),
                    deceased_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    sex = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    is_restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    restriction = table.Column<string>(type: "TEXT", nullable: true),
                    payer_name = table.Column<string>(type: "TEXT", nullable: true),
                    payer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    is_unnamed_newborn = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "patient_token",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    token = table.Column<string>(type: "TEXT", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_token", x => new { x.practice_id, x.token, x.patient_id });
                });

            migrationBuilder.CreateTable(
                name: "payer",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    payer_code = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payer", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "practice",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    is_demo = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_practice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "provider",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    specialty = table.Column<string>(type: "TEXT", nullable: false),
                    npi = table.Column<string>(type: "TEXT", nullable: true),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "schema_version",
                columns: table => new
                {
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_schema_version", x => x.fingerprint);
                });

            migrationBuilder.CreateTable(
                name: "visit_type",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    tint = table.Column<string>(type: "TEXT", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_type", x => new { x.practice_id, x.id });
                    table.CheckConstraint("ck_visit_type_minutes", "minutes BETWEEN 5 AND 480 AND minutes % 5 = 0");
                });

            migrationBuilder.CreateTable(
                name: "desk_user_passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_user_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "FK_desk_user_passkey_desk_user_user_id",
                        column: x => x.user_id,
                        principalTable: "desk_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "desk_user_recovery_code",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_desk_user_recovery_code", x => x.id);
                    table.ForeignKey(
                        name: "FK_desk_user_recovery_code_desk_user_user_id",
                        column: x => x.user_id,
                        principalTable: "desk_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "business_day",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    closed_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    deposit_transaction = table.Column<byte[]>(type: "BLOB", nullable: true),
                    cash_taken = table.Column<long>(type: "INTEGER", nullable: true),
                    checks_taken = table.Column<long>(type: "INTEGER", nullable: true),
                    cards_taken = table.Column<long>(type: "INTEGER", nullable: true),
                    cash_deposited = table.Column<long>(type: "INTEGER", nullable: true),
                    checks_deposited = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_business_day", x => new { x.practice_id, x.location_id, x.date });
                    table.ForeignKey(
                        name: "FK_business_day_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "card_batch",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    terminal_total = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_total = table.Column<long>(type: "INTEGER", nullable: false),
                    compared_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    compared_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_batch", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_card_batch_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "drawer",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    @float = table.Column<long>(name: "float", type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    counted = table.Column<long>(type: "INTEGER", nullable: true),
                    count_detail = table.Column<string>(type: "TEXT", nullable: true),
                    difference = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drawer", x => new { x.practice_id, x.id });
                    table.CheckConstraint("ck_drawer_float", "float >= 0");
                    table.ForeignKey(
                        name: "FK_drawer_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "room",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_room_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "api_token",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_token", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_api_token_membership_practice_id_user_id",
                        columns: x => new { x.practice_id, x.user_id },
                        principalTable: "membership",
                        principalColumns: new[] { "practice_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrolment",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    totp_secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_enrolment", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_enrolment_membership_practice_id_user_id",
                        columns: x => new { x.practice_id, x.user_id },
                        principalTable: "membership",
                        principalColumns: new[] { "practice_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sign_in",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    means = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    locked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    device_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    wrong_pins = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_sign_in_membership_practice_id_user_id",
                        columns: x => new { x.practice_id, x.user_id },
                        principalTable: "membership",
                        principalColumns: new[] { "practice_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "break_glass",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_break_glass", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_break_glass_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "guarantor_account",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    guarantor_name = table.Column<string>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    accident_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    claim_number = table.Column<string>(type: "TEXT", nullable: true),
                    adjuster = table.Column<string>(type: "TEXT", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_guarantor_account", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_guarantor_account_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_address",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    is_confidential = table.Column<bool>(type: "INTEGER", nullable: false),
                    line1 = table.Column<string>(type: "TEXT", nullable: false),
                    line2 = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    zip = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_address", x => new { x.practice_id, x.patient_id, x.is_confidential });
                    table.ForeignKey(
                        name: "FK_patient_address_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_alert",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    added_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    removed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    removed_by = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_alert", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_patient_alert_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_answer",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    question = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_answer", x => new { x.practice_id, x.patient_id, x.question });
                    table.ForeignKey(
                        name: "FK_patient_answer_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_caller",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    caller_name = table.Column<string>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    matched_relation = table.Column<byte[]>(type: "BLOB", nullable: true),
                    may_hear = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_caller", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_patient_caller_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_consent",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    is_given = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_consent", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_patient_consent_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_identifier",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    system = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_identifier", x => new { x.practice_id, x.system, x.value });
                    table.ForeignKey(
                        name: "FK_patient_identifier_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_phone",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    use = table.Column<string>(type: "TEXT", nullable: false),
                    may_leave_voicemail = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_confidential = table.Column<bool>(type: "INTEGER", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_phone", x => new { x.practice_id, x.patient_id, x.number });
                    table.ForeignKey(
                        name: "FK_patient_phone_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_relation",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    is_emergency_contact = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_guarantor = table.Column<bool>(type: "INTEGER", nullable: false),
                    may_consent = table.Column<bool>(type: "INTEGER", nullable: false),
                    may_accompany = table.Column<bool>(type: "INTEGER", nullable: false),
                    may_hear = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_relation", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_patient_relation_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_staff_link",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    tie = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_staff_link", x => new { x.practice_id, x.user_id, x.patient_id });
                    table.ForeignKey(
                        name: "FK_patient_staff_link_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patient_timeline",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_timeline", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_patient_timeline_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "work_task",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    due = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: true),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    for_roles = table.Column<int>(type: "INTEGER", nullable: false),
                    about = table.Column<byte[]>(type: "BLOB", nullable: true),
                    not_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    done_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_work_task", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_work_task_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "policy",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    member_id = table.Column<string>(type: "TEXT", nullable: false),
                    group_number = table.Column<string>(type: "TEXT", nullable: true),
                    plan_name = table.Column<string>(type: "TEXT", nullable: true),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    subscriber_name = table.Column<string>(type: "TEXT", nullable: true),
                    subscriber_birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    card_copay_cents = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_policy", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_policy_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_policy_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "session_template",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    weekday = table.Column<string>(type: "TEXT", nullable: false),
                    starts = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    ends = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    lanes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_template", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_session_template_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_session_template_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "template_exception",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    from_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    starts = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    ends = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    lanes = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_template_exception", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_template_exception_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_template_exception_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointment",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    booked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    booked_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    booked_why = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointment", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_appointment_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_appointment_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_appointment_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_appointment_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipt",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    business_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: false),
                    taken_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    tender = table.Column<string>(type: "TEXT", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    drawer_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    check_number = table.Column<string>(type: "TEXT", nullable: true),
                    card_last4 = table.Column<string>(type: "TEXT", nullable: true),
                    card_reference = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_receipt", x => new { x.practice_id, x.id });
                    table.CheckConstraint("ck_receipt_total", "total > 0");
                    table.ForeignKey(
                        name: "FK_receipt_business_day_practice_id_location_id_business_date",
                        columns: x => new { x.practice_id, x.location_id, x.business_date },
                        principalTable: "business_day",
                        principalColumns: new[] { "practice_id", "location_id", "date" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_receipt_drawer_practice_id_drawer_id",
                        columns: x => new { x.practice_id, x.drawer_id },
                        principalTable: "drawer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_receipt_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "card_picture",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    policy_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    side = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_picture", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_card_picture_policy_practice_id_policy_id",
                        columns: x => new { x.practice_id, x.policy_id },
                        principalTable: "policy",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointment_cell",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    resource_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    cell = table.Column<long>(type: "INTEGER", nullable: false),
                    lane = table.Column<int>(type: "INTEGER", nullable: false),
                    appointment_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointment_cell", x => new { x.practice_id, x.resource_id, x.cell, x.lane });
                    table.ForeignKey(
                        name: "FK_appointment_cell_appointment_practice_id_appointment_id",
                        columns: x => new { x.practice_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "appointment_change",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    appointment_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    from_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    from_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    from_provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    from_location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    from_state = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointment_change", x => new { x.practice_id, x.appointment_id, x.number });
                    table.ForeignKey(
                        name: "FK_appointment_change_appointment_practice_id_appointment_id",
                        columns: x => new { x.practice_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    appointment_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    room_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    guarantor_account_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    is_self_pay = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_walk_in = table.Column<bool>(type: "INTEGER", nullable: false),
                    steps = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_visit_appointment_practice_id_appointment_id",
                        columns: x => new { x.practice_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_guarantor_account_practice_id_guarantor_account_id",
                        columns: x => new { x.practice_id, x.guarantor_account_id },
                        principalTable: "guarantor_account",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_room_practice_id_room_id",
                        columns: x => new { x.practice_id, x.room_id },
                        principalTable: "room",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "check_in",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    coverage_line = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_check_in", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_check_in_visit_practice_id_visit_id",
                        columns: x => new { x.practice_id, x.visit_id },
                        principalTable: "visit",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_transfer",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    transaction_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    debit_account = table.Column<byte[]>(type: "BLOB", nullable: false),
                    credit_account = table.Column<byte[]>(type: "BLOB", nullable: false),
                    cents = table.Column<long>(type: "INTEGER", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    business_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    about_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    posted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    posted_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    receipt_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    visit_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    reverses_transaction = table.Column<byte[]>(type: "BLOB", nullable: true),
                    reverses_line = table.Column<int>(type: "INTEGER", nullable: true),
                    reference = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_transfer", x => new { x.practice_id, x.transaction_id, x.line });
                    table.UniqueConstraint("AK_ledger_transfer_practice_id_transaction_id_line_cents", x => new { x.practice_id, x.transaction_id, x.line, x.cents });
                    table.CheckConstraint("ck_ledger_transfer_cents", "cents > 0");
                    table.CheckConstraint("ck_ledger_transfer_reverses", "(reverses_transaction IS NULL) = (reverses_line IS NULL)");
                    table.CheckConstraint("ck_ledger_transfer_two_accounts", "debit_account <> credit_account");
                    table.ForeignKey(
                        name: "FK_ledger_transfer_business_day_practice_id_location_id_business_date",
                        columns: x => new { x.practice_id, x.location_id, x.business_date },
                        principalTable: "business_day",
                        principalColumns: new[] { "practice_id", "location_id", "date" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transfer_ledger_account_practice_id_credit_account",
                        columns: x => new { x.practice_id, x.credit_account },
                        principalTable: "ledger_account",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transfer_ledger_account_practice_id_debit_account",
                        columns: x => new { x.practice_id, x.debit_account },
                        principalTable: "ledger_account",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transfer_ledger_transfer_practice_id_reverses_transaction_reverses_line_cents",
                        columns: x => new { x.practice_id, x.reverses_transaction, x.reverses_line, x.cents },
                        principalTable: "ledger_transfer",
                        principalColumns: new[] { "practice_id", "transaction_id", "line", "cents" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transfer_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transfer_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transfer_receipt_practice_id_receipt_id",
                        columns: x => new { x.practice_id, x.receipt_id },
                        principalTable: "receipt",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ledger_transfer_visit_practice_id_visit_id",
                        columns: x => new { x.practice_id, x.visit_id },
                        principalTable: "visit",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "uncollected_copay",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_uncollected_copay", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_uncollected_copay_visit_practice_id_visit_id",
                        columns: x => new { x.practice_id, x.visit_id },
                        principalTable: "visit",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_event",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    visit_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: false),
                    from_since = table.Column<long>(type: "INTEGER", nullable: false),
                    from_room_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_by_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    undone_for = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_event", x => new { x.practice_id, x.visit_id, x.number });
                    table.ForeignKey(
                        name: "FK_visit_event_visit_practice_id_visit_id",
                        columns: x => new { x.practice_id, x.visit_id },
                        principalTable: "visit",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_policy",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    visit_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    policy_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_policy", x => new { x.practice_id, x.visit_id, x.rank });
                    table.ForeignKey(
                        name: "FK_visit_policy_policy_practice_id_policy_id",
                        columns: x => new { x.practice_id, x.policy_id },
                        principalTable: "policy",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_policy_visit_practice_id_visit_id",
                        columns: x => new { x.practice_id, x.visit_id },
                        principalTable: "visit",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_approval",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    requested_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    concerned_user = table.Column<byte[]>(type: "BLOB", nullable: false),
                    receipt_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    transaction_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    line = table.Column<int>(type: "INTEGER", nullable: true),
                    pay_by = table.Column<string>(type: "TEXT", nullable: true),
                    reference = table.Column<string>(type: "TEXT", nullable: true),
                    drawer_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    card_batch_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decision_note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_approval", x => new { x.practice_id, x.id });
                    table.CheckConstraint("ck_payment_approval_second_person", "decided_by IS NULL OR (decided_by <> requested_by AND decided_by <> concerned_user)");
                    table.ForeignKey(
                        name: "FK_payment_approval_card_batch_practice_id_card_batch_id",
                        columns: x => new { x.practice_id, x.card_batch_id },
                        principalTable: "card_batch",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_approval_drawer_practice_id_drawer_id",
                        columns: x => new { x.practice_id, x.drawer_id },
                        principalTable: "drawer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_approval_ledger_transfer_practice_id_transaction_id_line",
                        columns: x => new { x.practice_id, x.transaction_id, x.line },
                        principalTable: "ledger_transfer",
                        principalColumns: new[] { "practice_id", "transaction_id", "line" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payment_approval_receipt_practice_id_receipt_id",
                        columns: x => new { x.practice_id, x.receipt_id },
                        principalTable: "receipt",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_token_practice_id_hash",
                table: "api_token",
                columns: new[] { "practice_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_token_practice_id_user_id",
                table: "api_token",
                columns: new[] { "practice_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_appointment_practice_id_location_id_date",
                table: "appointment",
                columns: new[] { "practice_id", "location_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_appointment_practice_id_patient_id_starts_at",
                table: "appointment",
                columns: new[] { "practice_id", "patient_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "IX_appointment_practice_id_provider_id",
                table: "appointment",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_appointment_practice_id_visit_type_id",
                table: "appointment",
                columns: new[] { "practice_id", "visit_type_id" });

            migrationBuilder.CreateIndex(
                name: "IX_appointment_cell_practice_id_appointment_id",
                table: "appointment_cell",
                columns: new[] { "practice_id", "appointment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_entry_practice_id_patient_id_at",
                table: "audit_entry",
                columns: new[] { "practice_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_seal_practice_id_entry_id",
                table: "audit_seal",
                columns: new[] { "practice_id", "entry_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_break_glass_practice_id_patient_id",
                table: "break_glass",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_break_glass_practice_id_user_id_patient_id_until",
                table: "break_glass",
                columns: new[] { "practice_id", "user_id", "patient_id", "until" });

            migrationBuilder.CreateIndex(
                name: "IX_call_key_practice_id_at",
                table: "call_key",
                columns: new[] { "practice_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_card_batch_practice_id_location_id_date",
                table: "card_batch",
                columns: new[] { "practice_id", "location_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_card_picture_practice_id_policy_id_side",
                table: "card_picture",
                columns: new[] { "practice_id", "policy_id", "side" });

            migrationBuilder.CreateIndex(
                name: "IX_check_in_practice_id_visit_id",
                table: "check_in",
                columns: new[] { "practice_id", "visit_id" });

            migrationBuilder.CreateIndex(
                name: "IX_desk_user_normalized_user_name",
                table: "desk_user",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_desk_user_passkey_user_id",
                table: "desk_user_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_desk_user_recovery_code_user_id_hash",
                table: "desk_user_recovery_code",
                columns: new[] { "user_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_drawer_practice_id_location_id_date",
                table: "drawer",
                columns: new[] { "practice_id", "location_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_drawer_practice_id_user_id_location_id_date",
                table: "drawer",
                columns: new[] { "practice_id", "user_id", "location_id", "date" },
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_enrolment_practice_id_hash",
                table: "enrolment",
                columns: new[] { "practice_id", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_enrolment_practice_id_user_id",
                table: "enrolment",
                columns: new[] { "practice_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_guarantor_account_practice_id_patient_id",
                table: "guarantor_account",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_account_practice_id_kind_owner",
                table: "ledger_account",
                columns: new[] { "practice_id", "kind", "owner" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_credit_account",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "credit_account" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_debit_account",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "debit_account" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_location_id_business_date",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "location_id", "business_date" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_patient_id_posted_at",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "patient_id", "posted_at" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_receipt_id",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "receipt_id" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_reverses_transaction_reverses_line",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "reverses_transaction", "reverses_line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_reverses_transaction_reverses_line_cents",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "reverses_transaction", "reverses_line", "cents" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfer_practice_id_visit_id",
                table: "ledger_transfer",
                columns: new[] { "practice_id", "visit_id" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_practice_id_due_at",
                table: "outbox",
                columns: new[] { "practice_id", "due_at" },
                filter: "done_at IS NULL AND parked_for IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_patient_practice_id_mrn",
                table: "patient",
                columns: new[] { "practice_id", "mrn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_patient_alert_practice_id_patient_id",
                table: "patient_alert",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_patient_caller_practice_id_patient_id_at",
                table: "patient_caller",
                columns: new[] { "practice_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_patient_consent_practice_id_patient_id",
                table: "patient_consent",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_patient_identifier_practice_id_patient_id",
                table: "patient_identifier",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_patient_relation_practice_id_patient_id",
                table: "patient_relation",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_patient_staff_link_practice_id_patient_id",
                table: "patient_staff_link",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_patient_timeline_practice_id_patient_id_at",
                table: "patient_timeline",
                columns: new[] { "practice_id", "patient_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_approval_practice_id_card_batch_id",
                table: "payment_approval",
                columns: new[] { "practice_id", "card_batch_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_approval_practice_id_drawer_id",
                table: "payment_approval",
                columns: new[] { "practice_id", "drawer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_approval_practice_id_receipt_id",
                table: "payment_approval",
                columns: new[] { "practice_id", "receipt_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_approval_practice_id_state",
                table: "payment_approval",
                columns: new[] { "practice_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_approval_practice_id_transaction_id_line",
                table: "payment_approval",
                columns: new[] { "practice_id", "transaction_id", "line" });

            migrationBuilder.CreateIndex(
                name: "IX_policy_practice_id_patient_id",
                table: "policy",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_policy_practice_id_payer_id",
                table: "policy",
                columns: new[] { "practice_id", "payer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_receipt_practice_id_drawer_id",
                table: "receipt",
                columns: new[] { "practice_id", "drawer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_receipt_practice_id_location_id_business_date",
                table: "receipt",
                columns: new[] { "practice_id", "location_id", "business_date" });

            migrationBuilder.CreateIndex(
                name: "IX_room_practice_id_location_id",
                table: "room",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_session_template_practice_id_location_id",
                table: "session_template",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_session_template_practice_id_provider_id",
                table: "session_template",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_practice_id_device_hash",
                table: "sign_in",
                columns: new[] { "practice_id", "device_hash" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_practice_id_user_id",
                table: "sign_in",
                columns: new[] { "practice_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_template_exception_practice_id_location_id",
                table: "template_exception",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_template_exception_practice_id_provider_id_to_date",
                table: "template_exception",
                columns: new[] { "practice_id", "provider_id", "to_date" });

            migrationBuilder.CreateIndex(
                name: "IX_uncollected_copay_practice_id_visit_id_at",
                table: "uncollected_copay",
                columns: new[] { "practice_id", "visit_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_practice_id_appointment_id",
                table: "visit",
                columns: new[] { "practice_id", "appointment_id" },
                unique: true,
                filter: "appointment_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_visit_practice_id_date_location_id",
                table: "visit",
                columns: new[] { "practice_id", "date", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_practice_id_guarantor_account_id",
                table: "visit",
                columns: new[] { "practice_id", "guarantor_account_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_practice_id_location_id",
                table: "visit",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_practice_id_patient_id_date",
                table: "visit",
                columns: new[] { "practice_id", "patient_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_practice_id_provider_id",
                table: "visit",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_practice_id_room_id",
                table: "visit",
                columns: new[] { "practice_id", "room_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_policy_practice_id_policy_id",
                table: "visit_policy",
                columns: new[] { "practice_id", "policy_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_policy_practice_id_visit_id_policy_id",
                table: "visit_policy",
                columns: new[] { "practice_id", "visit_id", "policy_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_work_task_practice_id_due",
                table: "work_task",
                columns: new[] { "practice_id", "due" },
                filter: "done_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_work_task_practice_id_patient_id",
                table: "work_task",
                columns: new[] { "practice_id", "patient_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_token");

            migrationBuilder.DropTable(
                name: "appointment_cell");

            migrationBuilder.DropTable(
                name: "appointment_change");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "audit_seal");

            migrationBuilder.DropTable(
                name: "break_glass");

            migrationBuilder.DropTable(
                name: "call_key");

            migrationBuilder.DropTable(
                name: "card_picture");

            migrationBuilder.DropTable(
                name: "check_in");

            migrationBuilder.DropTable(
                name: "desk_rules");

            migrationBuilder.DropTable(
                name: "desk_user_passkey");

            migrationBuilder.DropTable(
                name: "desk_user_recovery_code");

            migrationBuilder.DropTable(
                name: "draft");

            migrationBuilder.DropTable(
                name: "enrolment");

            migrationBuilder.DropTable(
                name: "external_key");

            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "live_change");

            migrationBuilder.DropTable(
                name: "name_word");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "patient_address");

            migrationBuilder.DropTable(
                name: "patient_alert");

            migrationBuilder.DropTable(
                name: "patient_answer");

            migrationBuilder.DropTable(
                name: "patient_caller");

            migrationBuilder.DropTable(
                name: "patient_consent");

            migrationBuilder.DropTable(
                name: "patient_identifier");

            migrationBuilder.DropTable(
                name: "patient_phone");

            migrationBuilder.DropTable(
                name: "patient_relation");

            migrationBuilder.DropTable(
                name: "patient_staff_link");

            migrationBuilder.DropTable(
                name: "patient_timeline");

            migrationBuilder.DropTable(
                name: "patient_token");

            migrationBuilder.DropTable(
                name: "payment_approval");

            migrationBuilder.DropTable(
                name: "practice");

            migrationBuilder.DropTable(
                name: "schema_version");

            migrationBuilder.DropTable(
                name: "session_template");

            migrationBuilder.DropTable(
                name: "sign_in");

            migrationBuilder.DropTable(
                name: "template_exception");

            migrationBuilder.DropTable(
                name: "uncollected_copay");

            migrationBuilder.DropTable(
                name: "visit_event");

            migrationBuilder.DropTable(
                name: "visit_policy");

            migrationBuilder.DropTable(
                name: "work_task");

            migrationBuilder.DropTable(
                name: "desk_user");

            migrationBuilder.DropTable(
                name: "card_batch");

            migrationBuilder.DropTable(
                name: "ledger_transfer");

            migrationBuilder.DropTable(
                name: "membership");

            migrationBuilder.DropTable(
                name: "policy");

            migrationBuilder.DropTable(
                name: "ledger_account");

            migrationBuilder.DropTable(
                name: "receipt");

            migrationBuilder.DropTable(
                name: "visit");

            migrationBuilder.DropTable(
                name: "payer");

            migrationBuilder.DropTable(
                name: "business_day");

            migrationBuilder.DropTable(
                name: "drawer");

            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "guarantor_account");

            migrationBuilder.DropTable(
                name: "room");

            migrationBuilder.DropTable(
                name: "provider");

            migrationBuilder.DropTable(
                name: "visit_type");

            migrationBuilder.DropTable(
                name: "patient");

            migrationBuilder.DropTable(
                name: "location");
        }
    }
}
