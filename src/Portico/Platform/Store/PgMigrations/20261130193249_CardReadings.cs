using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.PgMigrations
{
    /// <inheritdoc />
    public partial class CardReadings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "card_reading",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    picture_id = table.Column<Guid>(type: "uuid", nullable: false),
                    engine = table.Column<string>(type: "text", nullable: false),
                    engine_version = table.Column<string>(type: "text", nullable: false),
                    is_whole = table.Column<bool>(type: "boolean", nullable: false),
                    quarter_turns = table.Column<int>(type: "integer", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_reading", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_card_reading_card_picture_practice_id_picture_id",
                        columns: x => new { x.practice_id, x.picture_id },
                        principalTable: "card_picture",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "card_reading_field",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "integer", nullable: false),
                    reading_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    read = table.Column<byte[]>(type: "bytea", nullable: true),
                    confirmed = table.Column<byte[]>(type: "bytea", nullable: true),
                    percent = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_reading_field", x => new { x.practice_id, x.reading_id, x.kind });
                    table.ForeignKey(
                        name: "FK_card_reading_field_card_reading_practice_id_reading_id",
                        columns: x => new { x.practice_id, x.reading_id },
                        principalTable: "card_reading",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_card_reading_practice_id_picture_id",
                table: "card_reading",
                columns: new[] { "practice_id", "picture_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "card_reading_field");

            migrationBuilder.DropTable(
                name: "card_reading");
        }
    }
}
