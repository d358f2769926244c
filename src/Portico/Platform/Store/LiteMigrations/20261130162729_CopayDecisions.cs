using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class CopayDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "copay_candidates",
                table: "eligibility_check",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "decision_id",
                table: "eligibility_check",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan",
                table: "eligibility_check",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "copay_candidates",
                table: "eligibility_check");

            migrationBuilder.DropColumn(
                name: "decision_id",
                table: "eligibility_check");

            migrationBuilder.DropColumn(
                name: "plan",
                table: "eligibility_check");
        }
    }
}
