using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.PgMigrations
{
    /// <inheritdoc />
    public partial class QuestionsOfVisits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_eligibility_check_waiting",
                table: "eligibility_check");

            migrationBuilder.AddColumn<Guid>(
                name: "provider_id",
                table: "coverage_statement",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "visit_id",
                table: "coverage_statement",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateIndex(
                name: "ux_eligibility_check_waiting",
                table: "eligibility_check",
                columns: new[] { "practice_id", "policy_id", "visit_id", "on_date", "service_types" },
                unique: true,
                filter: "state = 'Waiting'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_eligibility_check_waiting",
                table: "eligibility_check");

            migrationBuilder.DropColumn(
                name: "provider_id",
                table: "coverage_statement");

            migrationBuilder.DropColumn(
                name: "visit_id",
                table: "coverage_statement");

            migrationBuilder.CreateIndex(
                name: "ux_eligibility_check_waiting",
                table: "eligibility_check",
                columns: new[] { "practice_id", "policy_id", "on_date", "service_types" },
                unique: true,
                filter: "state = 'Waiting'");
        }
    }
}
