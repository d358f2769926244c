using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.PgMigrations
{
    /// <inheritdoc />
    public partial class DayClosedOverAndClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_claim",
                table: "visit",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "closed_over",
                table: "business_day",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "closed_over_why",
                table: "business_day",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_claim",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "closed_over",
                table: "business_day");

            migrationBuilder.DropColumn(
                name: "closed_over_why",
                table: "business_day");
        }
    }
}
