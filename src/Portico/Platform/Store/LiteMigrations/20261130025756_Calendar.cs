using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class Calendar : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "group_size",
                table: "visit_type",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_hospital_follow_up",
                table: "visit_type",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "late_cancel_hours",
                table: "visit_type",
                type: "INTEGER",
                nullable: false,
                defaultValue: 24);

            migrationBuilder.AddColumn<int>(
                name: "max_age_months",
                table: "visit_type",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "min_age_months",
                table: "visit_type",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mode",
                table: "visit_type",
                type: "TEXT",
                nullable: false,
                defaultValue: "OnSite");

            migrationBuilder.AddColumn<int>(
                name: "new_patient_minutes",
                table: "visit_type",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "only_for",
                table: "visit_type",
                type: "TEXT",
                nullable: false,
                defaultValue: "Anyone");

            migrationBuilder.AddColumn<string>(
                name: "patients",
                table: "visit_type",
                type: "TEXT",
                nullable: false,
                defaultValue: "Anyone");

            migrationBuilder.AddColumn<string>(
                name: "specialty",
                table: "visit_type",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "buffer_after",
                table: "session_template",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "buffer_before",
                table: "session_template",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "horizon_days",
                table: "session_template",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "lead_minutes",
                table: "session_template",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "rule",
                table: "session_template",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "room",
                type: "TEXT",
                nullable: false,
                defaultValue: "exam");

            migrationBuilder.AddColumn<bool>(
                name: "is_panel_open",
                table: "provider",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "sex",
                table: "provider",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "location",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "appointment_id",
                table: "appointment_cell",
                type: "BLOB",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "BLOB");

            migrationBuilder.AddColumn<byte[]>(
                name: "group_visit_id",
                table: "appointment_cell",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "hold_id",
                table: "appointment_cell",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "group_visit_id",
                table: "appointment",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "interpreter_language",
                table: "appointment",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_later",
                table: "appointment",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_new_patient",
                table: "appointment",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_overbooked",
                table: "appointment",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_self_pay",
                table: "appointment",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "linked_to",
                table: "appointment",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "patient_state",
                table: "appointment",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "series_id",
                table: "appointment",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "series_number",
                table: "appointment",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "appointment_part",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    appointment_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    resource_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", nullable: true),
                    offset = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointment_part", x => new { x.practice_id, x.appointment_id, x.number });
                    table.ForeignKey(
                        name: "FK_appointment_part_appointment_practice_id_appointment_id",
                        columns: x => new { x.practice_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointment_series",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    booked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    booked_by = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointment_series", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_appointment_series_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feed",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    token_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    with_names = table.Column<bool>(type: "INTEGER", nullable: false),
                    made_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_feed", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_calendar_feed_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "decision_tree",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    replaces = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    edited_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    edited_at = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decision_tree", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "group_visit",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    places = table.Column<int>(type: "INTEGER", nullable: false),
                    is_cancelled = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_group_visit", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_group_visit_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_group_visit_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_group_visit_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "holiday",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holiday", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_holiday_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "location_zone",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: false),
                    tz_version = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_location_zone", x => new { x.practice_id, x.location_id });
                    table.ForeignKey(
                        name: "FK_location_zone_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paper_form",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    printed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    entered_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    about_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paper_form", x => new { x.practice_id, x.number });
                    table.ForeignKey(
                        name: "FK_paper_form_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "participation",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    tin = table.Column<string>(type: "TEXT", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    product = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_participation", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_participation_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_participation_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_participation_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "provider_language",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_language", x => new { x.practice_id, x.provider_id, x.language });
                    table.ForeignKey(
                        name: "FK_provider_language_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "provider_license",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_license", x => new { x.practice_id, x.provider_id, x.state });
                    table.ForeignKey(
                        name: "FK_provider_license_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reserved_slot",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    template_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    starts = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    ends = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    release_hours = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reserved_slot", x => new { x.practice_id, x.template_id, x.number });
                    table.ForeignKey(
                        name: "FK_reserved_slot_session_template_practice_id_template_id",
                        columns: x => new { x.practice_id, x.template_id },
                        principalTable: "session_template",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "resource",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resource", x => new { x.practice_id, x.id });
                    table.CheckConstraint("ck_resource_class", "class <> 'Room'");
                    table.ForeignKey(
                        name: "FK_resource_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "resource_block",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    resource_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resource_block", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "session_rule",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    template_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    patients = table.Column<string>(type: "TEXT", nullable: false),
                    most = table.Column<int>(type: "INTEGER", nullable: true),
                    counter_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_rule", x => new { x.practice_id, x.template_id, x.number });
                    table.CheckConstraint("ck_session_rule_most", "(kind = 'Cap') = (most IS NOT NULL)");
                    table.ForeignKey(
                        name: "FK_session_rule_session_template_practice_id_template_id",
                        columns: x => new { x.practice_id, x.template_id },
                        principalTable: "session_template",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_session_rule_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "slot_hold",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    held_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    held_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slot_hold", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_slot_hold_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_slot_hold_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_slot_hold_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_slot_hold_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_instruction",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_instruction", x => new { x.practice_id, x.visit_type_id, x.language });
                    table.ForeignKey(
                        name: "FK_visit_instruction_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_length",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_length", x => new { x.practice_id, x.visit_type_id, x.provider_id });
                    table.CheckConstraint("ck_visit_length_minutes", "minutes BETWEEN 5 AND 480 AND minutes % 5 = 0");
                    table.ForeignKey(
                        name: "FK_visit_length_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_length_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_need",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    phase = table.Column<int>(type: "INTEGER", nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_need", x => new { x.practice_id, x.visit_type_id, x.number });
                    table.ForeignKey(
                        name: "FK_visit_need_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_phase",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    with_provider = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_phase", x => new { x.practice_id, x.visit_type_id, x.number });
                    table.CheckConstraint("ck_visit_phase_minutes", "minutes BETWEEN 5 AND 480 AND minutes % 5 = 0");
                    table.ForeignKey(
                        name: "FK_visit_phase_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waitlist_entry",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    appointment_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    urgency = table.Column<string>(type: "TEXT", nullable: false),
                    from_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    earliest = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    latest = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    weekdays = table.Column<int>(type: "INTEGER", nullable: false),
                    notice_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    is_standby = table.Column<bool>(type: "INTEGER", nullable: false),
                    contact = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    added_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    offers = table.Column<int>(type: "INTEGER", nullable: false),
                    accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waitlist_entry", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_waitlist_entry_appointment_practice_id_appointment_id",
                        columns: x => new { x.practice_id, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_entry_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_entry_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waitlist_offer",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    entry_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hold_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    provider_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    location_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    offered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    offered_by = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waitlist_offer", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_waitlist_offer_location_practice_id_location_id",
                        columns: x => new { x.practice_id, x.location_id },
                        principalTable: "location",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_offer_provider_practice_id_provider_id",
                        columns: x => new { x.practice_id, x.provider_id },
                        principalTable: "provider",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_waitlist_offer_waitlist_entry_practice_id_entry_id",
                        columns: x => new { x.practice_id, x.entry_id },
                        principalTable: "waitlist_entry",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waitlist_wish",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    entry_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    wished_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waitlist_wish", x => new { x.practice_id, x.entry_id, x.kind, x.wished_id });
                    table.ForeignKey(
                        name: "FK_waitlist_wish_waitlist_entry_practice_id_entry_id",
                        columns: x => new { x.practice_id, x.entry_id },
                        principalTable: "waitlist_entry",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_appointment_cell_practice_id_group_visit_id",
                table: "appointment_cell",
                columns: new[] { "practice_id", "group_visit_id" },
                filter: "group_visit_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_appointment_cell_practice_id_hold_id",
                table: "appointment_cell",
                columns: new[] { "practice_id", "hold_id" },
                filter: "hold_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_appointment_cell_owner",
                table: "appointment_cell",
                sql: "(CASE WHEN appointment_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN hold_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN group_visit_id IS NULL THEN 0 ELSE 1 END) = 1");

            migrationBuilder.CreateIndex(
                name: "IX_appointment_practice_id_group_visit_id",
                table: "appointment",
                columns: new[] { "practice_id", "group_visit_id" },
                filter: "group_visit_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_appointment_practice_id_linked_to",
                table: "appointment",
                columns: new[] { "practice_id", "linked_to" },
                filter: "linked_to IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_appointment_practice_id_series_id",
                table: "appointment",
                columns: new[] { "practice_id", "series_id" },
                filter: "series_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_appointment_series_practice_id_patient_id",
                table: "appointment_series",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feed_practice_id_provider_id",
                table: "calendar_feed",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feed_practice_id_token_hash",
                table: "calendar_feed",
                columns: new[] { "practice_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_group_visit_practice_id_location_id_date",
                table: "group_visit",
                columns: new[] { "practice_id", "location_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_group_visit_practice_id_provider_id",
                table: "group_visit",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_group_visit_practice_id_visit_type_id",
                table: "group_visit",
                columns: new[] { "practice_id", "visit_type_id" });

            migrationBuilder.CreateIndex(
                name: "IX_holiday_practice_id_date",
                table: "holiday",
                columns: new[] { "practice_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_holiday_practice_id_location_id",
                table: "holiday",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_paper_form_practice_id_location_id",
                table: "paper_form",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_participation_practice_id_location_id",
                table: "participation",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_participation_practice_id_payer_id_provider_id",
                table: "participation",
                columns: new[] { "practice_id", "payer_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_participation_practice_id_provider_id",
                table: "participation",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_resource_practice_id_location_id",
                table: "resource",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_resource_block_practice_id_resource_id_ends_at",
                table: "resource_block",
                columns: new[] { "practice_id", "resource_id", "ends_at" });

            migrationBuilder.CreateIndex(
                name: "IX_session_rule_practice_id_visit_type_id",
                table: "session_rule",
                columns: new[] { "practice_id", "visit_type_id" });

            migrationBuilder.CreateIndex(
                name: "IX_slot_hold_practice_id_expires_at",
                table: "slot_hold",
                columns: new[] { "practice_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "IX_slot_hold_practice_id_location_id",
                table: "slot_hold",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_slot_hold_practice_id_patient_id",
                table: "slot_hold",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_slot_hold_practice_id_provider_id",
                table: "slot_hold",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_slot_hold_practice_id_visit_type_id",
                table: "slot_hold",
                columns: new[] { "practice_id", "visit_type_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_length_practice_id_provider_id",
                table: "visit_length",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_entry_practice_id_appointment_id",
                table: "waitlist_entry",
                columns: new[] { "practice_id", "appointment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_entry_practice_id_patient_id",
                table: "waitlist_entry",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_entry_practice_id_state_visit_type_id",
                table: "waitlist_entry",
                columns: new[] { "practice_id", "state", "visit_type_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_entry_practice_id_visit_type_id",
                table: "waitlist_entry",
                columns: new[] { "practice_id", "visit_type_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_offer_practice_id_entry_id",
                table: "waitlist_offer",
                columns: new[] { "practice_id", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_offer_practice_id_location_id",
                table: "waitlist_offer",
                columns: new[] { "practice_id", "location_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_offer_practice_id_provider_id",
                table: "waitlist_offer",
                columns: new[] { "practice_id", "provider_id" });

            migrationBuilder.CreateIndex(
                name: "IX_waitlist_offer_practice_id_state_expires_at",
                table: "waitlist_offer",
                columns: new[] { "practice_id", "state", "expires_at" });

            migrationBuilder.AddForeignKey(
                name: "FK_appointment_appointment_practice_id_linked_to",
                table: "appointment",
                columns: new[] { "practice_id", "linked_to" },
                principalTable: "appointment",
                principalColumns: new[] { "practice_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_appointment_appointment_series_practice_id_series_id",
                table: "appointment",
                columns: new[] { "practice_id", "series_id" },
                principalTable: "appointment_series",
                principalColumns: new[] { "practice_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_appointment_group_visit_practice_id_group_visit_id",
                table: "appointment",
                columns: new[] { "practice_id", "group_visit_id" },
                principalTable: "group_visit",
                principalColumns: new[] { "practice_id", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_appointment_cell_group_visit_practice_id_group_visit_id",
                table: "appointment_cell",
                columns: new[] { "practice_id", "group_visit_id" },
                principalTable: "group_visit",
                principalColumns: new[] { "practice_id", "id" },
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_appointment_cell_slot_hold_practice_id_hold_id",
                table: "appointment_cell",
                columns: new[] { "practice_id", "hold_id" },
                principalTable: "slot_hold",
                principalColumns: new[] { "practice_id", "id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_appointment_appointment_practice_id_linked_to",
                table: "appointment");

            migrationBuilder.DropForeignKey(
                name: "FK_appointment_appointment_series_practice_id_series_id",
                table: "appointment");

            migrationBuilder.DropForeignKey(
                name: "FK_appointment_group_visit_practice_id_group_visit_id",
                table: "appointment");

            migrationBuilder.DropForeignKey(
                name: "FK_appointment_cell_group_visit_practice_id_group_visit_id",
                table: "appointment_cell");

            migrationBuilder.DropForeignKey(
                name: "FK_appointment_cell_slot_hold_practice_id_hold_id",
                table: "appointment_cell");

            migrationBuilder.DropTable(
                name: "appointment_part");

            migrationBuilder.DropTable(
                name: "appointment_series");

            migrationBuilder.DropTable(
                name: "calendar_feed");

            migrationBuilder.DropTable(
                name: "decision_tree");

            migrationBuilder.DropTable(
                name: "group_visit");

            migrationBuilder.DropTable(
                name: "holiday");

            migrationBuilder.DropTable(
                name: "location_zone");

            migrationBuilder.DropTable(
                name: "paper_form");

            migrationBuilder.DropTable(
                name: "participation");

            migrationBuilder.DropTable(
                name: "provider_language");

            migrationBuilder.DropTable(
                name: "provider_license");

            migrationBuilder.DropTable(
                name: "reserved_slot");

            migrationBuilder.DropTable(
                name: "resource");

            migrationBuilder.DropTable(
                name: "resource_block");

            migrationBuilder.DropTable(
                name: "session_rule");

            migrationBuilder.DropTable(
                name: "slot_hold");

            migrationBuilder.DropTable(
                name: "visit_instruction");

            migrationBuilder.DropTable(
                name: "visit_length");

            migrationBuilder.DropTable(
                name: "visit_need");

            migrationBuilder.DropTable(
                name: "visit_phase");

            migrationBuilder.DropTable(
                name: "waitlist_offer");

            migrationBuilder.DropTable(
                name: "waitlist_wish");

            migrationBuilder.DropTable(
                name: "waitlist_entry");

            migrationBuilder.DropIndex(
                name: "IX_appointment_cell_practice_id_group_visit_id",
                table: "appointment_cell");

            migrationBuilder.DropIndex(
                name: "IX_appointment_cell_practice_id_hold_id",
                table: "appointment_cell");

            migrationBuilder.DropCheckConstraint(
                name: "ck_appointment_cell_owner",
                table: "appointment_cell");

            migrationBuilder.DropIndex(
                name: "IX_appointment_practice_id_group_visit_id",
                table: "appointment");

            migrationBuilder.DropIndex(
                name: "IX_appointment_practice_id_linked_to",
                table: "appointment");

            migrationBuilder.DropIndex(
                name: "IX_appointment_practice_id_series_id",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "group_size",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "is_hospital_follow_up",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "late_cancel_hours",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "max_age_months",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "min_age_months",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "mode",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "new_patient_minutes",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "only_for",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "patients",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "specialty",
                table: "visit_type");

            migrationBuilder.DropColumn(
                name: "buffer_after",
                table: "session_template");

            migrationBuilder.DropColumn(
                name: "buffer_before",
                table: "session_template");

            migrationBuilder.DropColumn(
                name: "horizon_days",
                table: "session_template");

            migrationBuilder.DropColumn(
                name: "lead_minutes",
                table: "session_template");

            migrationBuilder.DropColumn(
                name: "rule",
                table: "session_template");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "room");

            migrationBuilder.DropColumn(
                name: "is_panel_open",
                table: "provider");

            migrationBuilder.DropColumn(
                name: "sex",
                table: "provider");

            migrationBuilder.DropColumn(
                name: "state",
                table: "location");

            migrationBuilder.DropColumn(
                name: "group_visit_id",
                table: "appointment_cell");

            migrationBuilder.DropColumn(
                name: "hold_id",
                table: "appointment_cell");

            migrationBuilder.DropColumn(
                name: "group_visit_id",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "interpreter_language",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "is_later",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "is_new_patient",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "is_overbooked",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "is_self_pay",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "linked_to",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "patient_state",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "series_id",
                table: "appointment");

            migrationBuilder.DropColumn(
                name: "series_number",
                table: "appointment");

            migrationBuilder.AlterColumn<byte[]>(
                name: "appointment_id",
                table: "appointment_cell",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "BLOB",
                oldNullable: true);
        }
    }
}
