using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class ZipPlaces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "zip_place",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    zip = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: false),
                    longitude = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_zip_place", x => new { x.practice_id, x.zip });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "zip_place");
        }
    }
}
