using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class Eligibility : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "benefit_decision",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    specialty = table.Column<string>(type: "TEXT", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    cents = table.Column<long>(type: "INTEGER", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    proposed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_benefit_decision", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_benefit_decision_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_benefit_decision_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "coverage_statement",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    policy_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    policy_version = table.Column<int>(type: "INTEGER", nullable: false),
                    way = table.Column<string>(type: "TEXT", nullable: false),
                    representative = table.Column<string>(type: "TEXT", nullable: true),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    on_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    says = table.Column<string>(type: "TEXT", nullable: false),
                    copay_cents = table.Column<long>(type: "INTEGER", nullable: true),
                    needs_authorization = table.Column<bool>(type: "INTEGER", nullable: true),
                    is_in_network = table.Column<bool>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    picture_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coverage_statement", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_coverage_statement_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_coverage_statement_policy_practice_id_policy_id",
                        columns: x => new { x.practice_id, x.policy_id },
                        principalTable: "policy",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "eligibility_check",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    policy_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    policy_version = table.Column<int>(type: "INTEGER", nullable: false),
                    visit_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    on_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    asked_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    service_types = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    leased_by = table.Column<string>(type: "TEXT", nullable: true),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true),
                    away_since = table.Column<long>(type: "INTEGER", nullable: true),
                    fault = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    exchange_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    says = table.Column<string>(type: "TEXT", nullable: true),
                    copay_cents = table.Column<long>(type: "INTEGER", nullable: true),
                    is_copay_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    collects_nothing = table.Column<bool>(type: "INTEGER", nullable: false),
                    needs_authorization = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_eligibility_check", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_eligibility_check_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_eligibility_check_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_eligibility_check_policy_practice_id_policy_id",
                        columns: x => new { x.practice_id, x.policy_id },
                        principalTable: "policy",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_eligibility_check_visit_practice_id_visit_id",
                        columns: x => new { x.practice_id, x.visit_id },
                        principalTable: "visit",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payer_asking",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    by_hand_only = table.Column<bool>(type: "INTEGER", nullable: false),
                    on_booking = table.Column<bool>(type: "INTEGER", nullable: false),
                    on_policy_change = table.Column<bool>(type: "INTEGER", nullable: false),
                    on_move = table.Column<bool>(type: "INTEGER", nullable: false),
                    at_check_in = table.Column<bool>(type: "INTEGER", nullable: false),
                    days_before = table.Column<int>(type: "INTEGER", nullable: false),
                    on_first_of_month = table.Column<bool>(type: "INTEGER", nullable: false),
                    on_new_plan_year = table.Column<bool>(type: "INTEGER", nullable: false),
                    plan_year_month = table.Column<int>(type: "INTEGER", nullable: false),
                    good_for_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    months_back = table.Column<int>(type: "INTEGER", nullable: false),
                    months_ahead = table.Column<int>(type: "INTEGER", nullable: true),
                    has_id_per_person = table.Column<bool>(type: "INTEGER", nullable: false),
                    needs_birth_date = table.Column<bool>(type: "INTEGER", nullable: false),
                    service_types = table.Column<string>(type: "TEXT", nullable: false),
                    has_medicare_ids = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payer_asking", x => new { x.practice_id, x.payer_id });
                    table.ForeignKey(
                        name: "FK_payer_asking_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payer_contact",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    away_since = table.Column<long>(type: "INTEGER", nullable: true),
                    next_try_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payer_contact", x => new { x.practice_id, x.payer_id });
                    table.ForeignKey(
                        name: "FK_payer_contact_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "road",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    sender_id = table.Column<string>(type: "TEXT", nullable: false),
                    receiver_id = table.Column<string>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: true),
                    secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: true),
                    next_control = table.Column<int>(type: "INTEGER", nullable: false),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_road", x => new { x.practice_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "visit_services",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_type_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    service_types = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_services", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_visit_services_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_visit_services_visit_type_practice_id_visit_type_id",
                        columns: x => new { x.practice_id, x.visit_type_id },
                        principalTable: "visit_type",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "eligibility_exchange",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    check_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    road_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payload_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: false),
                    milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    http_status = table.Column<int>(type: "INTEGER", nullable: true),
                    sent = table.Column<byte[]>(type: "BLOB", nullable: false),
                    received = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_eligibility_exchange", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_eligibility_exchange_eligibility_check_practice_id_check_id",
                        columns: x => new { x.practice_id, x.check_id },
                        principalTable: "eligibility_check",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_eligibility_exchange_road_practice_id_road_id",
                        columns: x => new { x.practice_id, x.road_id },
                        principalTable: "road",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payer_road",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    payer_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    road_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    eligibility_code = table.Column<string>(type: "TEXT", nullable: false),
                    claims_code = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payer_road", x => new { x.practice_id, x.payer_id, x.road_id });
                    table.ForeignKey(
                        name: "FK_payer_road_payer_practice_id_payer_id",
                        columns: x => new { x.practice_id, x.payer_id },
                        principalTable: "payer",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_payer_road_road_practice_id_road_id",
                        columns: x => new { x.practice_id, x.road_id },
                        principalTable: "road",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_benefit_decision_practice_id_payer_id",
                table: "benefit_decision",
                columns: new[] { "practice_id", "payer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_benefit_decision_practice_id_visit_type_id",
                table: "benefit_decision",
                columns: new[] { "practice_id", "visit_type_id" });

            migrationBuilder.CreateIndex(
                name: "IX_coverage_statement_practice_id_patient_id",
                table: "coverage_statement",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_coverage_statement_practice_id_policy_id",
                table: "coverage_statement",
                columns: new[] { "practice_id", "policy_id" });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_check_practice_id_due_at",
                table: "eligibility_check",
                columns: new[] { "practice_id", "due_at" },
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_check_practice_id_patient_id",
                table: "eligibility_check",
                columns: new[] { "practice_id", "patient_id" });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_check_practice_id_payer_id",
                table: "eligibility_check",
                columns: new[] { "practice_id", "payer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_check_practice_id_policy_id_on_date",
                table: "eligibility_check",
                columns: new[] { "practice_id", "policy_id", "on_date" });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_check_practice_id_visit_id",
                table: "eligibility_check",
                columns: new[] { "practice_id", "visit_id" });

            migrationBuilder.CreateIndex(
                name: "ux_eligibility_check_waiting",
                table: "eligibility_check",
                columns: new[] { "practice_id", "policy_id", "on_date", "service_types" },
                unique: true,
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_exchange_practice_id_check_id",
                table: "eligibility_exchange",
                columns: new[] { "practice_id", "check_id" });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_exchange_practice_id_road_id",
                table: "eligibility_exchange",
                columns: new[] { "practice_id", "road_id" });

            migrationBuilder.CreateIndex(
                name: "IX_payer_road_practice_id_road_id",
                table: "payer_road",
                columns: new[] { "practice_id", "road_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_services_practice_id_payer_id",
                table: "visit_services",
                columns: new[] { "practice_id", "payer_id" });

            migrationBuilder.CreateIndex(
                name: "IX_visit_services_practice_id_visit_type_id_payer_id",
                table: "visit_services",
                columns: new[] { "practice_id", "visit_type_id", "payer_id" },
                unique: true,
                filter: "payer_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_visit_services_every_payer",
                table: "visit_services",
                columns: new[] { "practice_id", "visit_type_id" },
                unique: true,
                filter: "payer_id IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "benefit_decision");

            migrationBuilder.DropTable(
                name: "coverage_statement");

            migrationBuilder.DropTable(
                name: "eligibility_exchange");

            migrationBuilder.DropTable(
                name: "payer_asking");

            migrationBuilder.DropTable(
                name: "payer_contact");

            migrationBuilder.DropTable(
                name: "payer_road");

            migrationBuilder.DropTable(
                name: "visit_services");

            migrationBuilder.DropTable(
                name: "eligibility_check");

            migrationBuilder.DropTable(
                name: "road");
        }
    }
}
