using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portico.Platform.Store.PgMigrations
{
    /// <inheritdoc />
    public partial class AccountsAndRestrictions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "closed_at",
                table: "guarantor_account",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "employer",
                table: "guarantor_account",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "payer",
                table: "guarantor_account",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "guarantor_account",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "patient_restriction",
                columns: table => new
                {
                    practice_id = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    patient_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_restriction", x => new { x.practice_id, x.id });
                    table.ForeignKey(
                        name: "FK_patient_restriction_patient_practice_id_patient_id",
                        columns: x => new { x.practice_id, x.patient_id },
                        principalTable: "patient",
                        principalColumns: new[] { "practice_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_guarantor_account_practice_id_payer",
                table: "guarantor_account",
                columns: new[] { "practice_id", "payer" });

            migrationBuilder.CreateIndex(
                name: "IX_patient_restriction_practice_id_patient_id_at",
                table: "patient_restriction",
                columns: new[] { "practice_id", "patient_id", "at" });

            migrationBuilder.AddForeignKey(
                name: "FK_guarantor_account_payer_practice_id_payer",
                table: "guarantor_account",
                columns: new[] { "practice_id", "payer" },
                principalTable: "payer",
                principalColumns: new[] { "practice_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_guarantor_account_payer_practice_id_payer",
                table: "guarantor_account");

            migrationBuilder.DropTable(
                name: "patient_restriction");

            migrationBuilder.DropIndex(
                name: "IX_guarantor_account_practice_id_payer",
                table: "guarantor_account");

            migrationBuilder.DropColumn(
                name: "closed_at",
                table: "guarantor_account");

            migrationBuilder.DropColumn(
                name: "employer",
                table: "guarantor_account");

            migrationBuilder.DropColumn(
                name: "payer",
                table: "guarantor_account");

            migrationBuilder.DropColumn(
                name: "version",
                table: "guarantor_account");
        }
    }
}
