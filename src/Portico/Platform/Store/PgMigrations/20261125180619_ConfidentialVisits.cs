using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.PgMigrations
{
    /// <inheritdoc />
    public partial class ConfidentialVisits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_confidential",
                table: "appointment",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_confidential",
                table: "appointment");
        }
    }
}
