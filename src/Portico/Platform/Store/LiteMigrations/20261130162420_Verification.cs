using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class Verification : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "verification_tick",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    visit_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    item = table.Column<string>(type: "TEXT", nullable: false),
                    policy_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    is_done = table.Column<bool>(type: "INTEGER", nullable: false),
                    by = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_verification_tick", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_verification_tick_policy_practice_id_policy_id",
                        columns: x => new { x.practice_id, x.policy_id },
                        principalTable: "policy",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_verification_tick_visit_practice_id_visit_id",
                        columns: x => new { x.practice_id, x.visit_id },
                        principalTable: "visit",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_check_practice_id_on_date",
                table: "eligibility_check",
                columns: new[] { "practice_id", "on_date" });

            migrationBuilder.CreateIndex(
                name: "IX_verification_tick_practice_id_policy_id",
                table: "verification_tick",
                columns: new[] { "practice_id", "policy_id" });

            migrationBuilder.CreateIndex(
                name: "IX_verification_tick_practice_id_visit_id",
                table: "verification_tick",
                columns: new[] { "practice_id", "visit_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "verification_tick");

            migrationBuilder.DropIndex(
                name: "IX_eligibility_check_practice_id_on_date",
                table: "eligibility_check");
        }
    }
}
