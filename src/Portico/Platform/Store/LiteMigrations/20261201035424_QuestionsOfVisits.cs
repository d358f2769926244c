using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
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

            migrationBuilder.AddColumn<byte[]>(
                name: "provider_id",
                table: "coverage_statement",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "visit_id",
                table: "coverage_statement",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

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
