using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.PgMigrations
{
    /// <inheritdoc />
    public partial class BatchTriesAndSpelling : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "payers_family",
                table: "policy",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payers_given",
                table: "policy",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "tried_at",
                table: "eligibility_batch",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "payers_family",
                table: "policy");

            migrationBuilder.DropColumn(
                name: "payers_given",
                table: "policy");

            migrationBuilder.DropColumn(
                name: "tried_at",
                table: "eligibility_batch");
        }
    }
}
