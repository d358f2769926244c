using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.PgMigrations
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "by",
                table: "patient_timeline",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "patient_call_end",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "integer", nullable: false),
                    caller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false)
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
