using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class ChartAndCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "detail",
                table: "work_task",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "by",
                table: "patient_timeline",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "patient_call_end",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "INTEGER", nullable: false),
                    caller_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    patient_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_call_end", x => new { x.practice_id, x.caller_id });
                    table.ForeignKey(
                        name: "FK_patient_call_end_patient_caller_practice_id_caller_id",
                        columns: x => new { x.practice_id, x.caller_id },
                        principalTable: "patient_caller",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_patient_call_end_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_patient_call_end_practice_id_patient_id",
                table: "patient_call_end",
                columns: new[] { "practice_id", "patient_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "patient_call_end");

            migrationBuilder.DropColumn(
                name: "detail",
                table: "work_task");

            migrationBuilder.DropColumn(
                name: "by",
                table: "patient_timeline");
        }
    }
}
