using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
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
                type: "INTEGER",
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
