using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.LiteMigrations
{
    /// <inheritdoc />
    public partial class GroupVisits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_group_visit_practice_id_provider_id",
                table: "group_visit");

            migrationBuilder.AddColumn<string>(
                name: "cancelled_why",
                table: "group_visit",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "interpreter_language",
                table: "group_visit",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_closed",
                table: "group_visit",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_later",
                table: "group_visit",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "opened_at",
                table: "group_visit",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<byte[]>(
                name: "opened_by",
                table: "group_visit",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<string>(
                name: "opened_why",
                table: "group_visit",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link_order",
                table: "appointment",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_group_visit_practice_id_provider_id_date",
                table: "group_visit",
                columns: new[] { "practice_id", "provider_id", "date" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_group_visit_practice_id_provider_id_date",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "cancelled_why",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "interpreter_language",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "is_closed",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "is_later",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "opened_at",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "opened_by",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "opened_why",
                table: "group_visit");

            migrationBuilder.DropColumn(
                name: "link_order",
                table: "appointment");

            migrationBuilder.CreateIndex(
                name: "IX_group_visit_practice_id_provider_id",
                table: "group_visit",
                columns: new[] { "practice_id", "provider_id" });
        }
    }
}
