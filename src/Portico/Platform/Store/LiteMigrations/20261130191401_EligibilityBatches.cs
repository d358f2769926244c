using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class EligibilityBatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "batch_hour",
                table: "payer_asking",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "sent",
                table: "eligibility_exchange",
                type: "BLOB",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "BLOB");

            migrationBuilder.AddColumn<byte[]>(
                name: "batch_id",
                table: "eligibility_exchange",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "batch_id",
                table: "eligibility_check",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_by_batch",
                table: "eligibility_check",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "eligibility_batch",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    road_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    payload_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    given_up_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    questions = table.Column<int>(type: "INTEGER", nullable: false),
                    answers = table.Column<int>(type: "INTEGER", nullable: false),
                    fault = table.Column<string>(type: "TEXT", nullable: true),
                    sent = table.Column<byte[]>(type: "BLOB", nullable: false),
                    received = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_eligibility_batch", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_eligibility_batch_road_practice_id_road_id",
                        columns: x => new { x.practice_id, x.road_id },
                        principalTable: "road",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_check_practice_id_batch_id",
                table: "eligibility_check",
                columns: new[] { "practice_id", "batch_id" },
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_batch_practice_id_due_at",
                table: "eligibility_batch",
                columns: new[] { "practice_id", "due_at" },
                filter: "state IN ('Made', 'Sent')");

            migrationBuilder.CreateIndex(
                name: "IX_eligibility_batch_practice_id_road_id_created_at",
                table: "eligibility_batch",
                columns: new[] { "practice_id", "road_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "eligibility_batch");

            migrationBuilder.DropIndex(
                name: "IX_eligibility_check_practice_id_batch_id",
                table: "eligibility_check");

            migrationBuilder.DropColumn(
                name: "batch_hour",
                table: "payer_asking");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "eligibility_exchange");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "eligibility_check");

            migrationBuilder.DropColumn(
                name: "is_by_batch",
                table: "eligibility_check");

            migrationBuilder.AlterColumn<byte[]>(
                name: "sent",
                table: "eligibility_exchange",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "BLOB",
                oldNullable: true);
        }
    }
}
