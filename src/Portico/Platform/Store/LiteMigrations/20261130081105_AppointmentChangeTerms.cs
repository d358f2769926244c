using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class AppointmentChangeTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "from_is_later",
                table: "appointment_change",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "from_is_overbooked",
                table: "appointment_change",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "from_minutes",
                table: "appointment_change",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "from_is_later",
                table: "appointment_change");

            migrationBuilder.DropColumn(
                name: "from_is_overbooked",
                table: "appointment_change");

            migrationBuilder.DropColumn(
                name: "from_minutes",
                table: "appointment_change");
        }
    }
}
