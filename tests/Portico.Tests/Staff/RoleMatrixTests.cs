using System.Runtime.CompilerServices;
using System.Text;
using Portico.Platform.Access;
using Portico.Platform.UseCases;

namespace Portico.Tests.Staff;

/// <summary>docs/role-matrix.md says who may run what; this compares it with the program.</summary>
public sealed class RoleMatrixTests
{
    private const string Regenerate = "PORTICO_WRITE_MATRIX";

    private static readonly Roles[] s_roles =
    [
        Roles.FrontDesk, Roles.SeniorFrontDesk, Roles.Supervisor, Roles.Biller, Roles.Clinician, Roles.Administrator, Roles.Auditor, Roles.Trainee,
    ];

    [Fact]
    public void The_checked_in_matrix_is_what_the_program_does()
    {
        var real = Make(new OperationRegistry(typeof(PorticoHost).Assembly).All);
        var file = FileOfMatrix();
        if (Environment.GetEnvironmentVariable(Regenerate) == "1")
            File.WriteAllText(file, real);
        Differences(File.Exists(file) ? File.ReadAllText(file) : "", real).ShouldBeEmpty(
            $"docs/role-matrix.md and the program differ. If the change is meant, run this test once with {Regenerate}=1 and review the diff.");
    }

    [Fact]
    public void An_operation_without_a_row_and_a_cell_that_lies_are_caught()
    {
        var all = new OperationRegistry(typeof(PorticoHost).Assembly).All;
        var real = Make(all);
        Differences(Make([.. all.Skip(1)]), real).ShouldHaveSingleItem().ShouldContain(all[0].Name);
        var widened = all[0] with { AllowedTo = all[0].AllowedTo ^ Roles.Auditor };
        Differences(Make([widened, .. all.Skip(1)]), real).Count.ShouldBe(2);
    }

    private static List<string> Differences(string written, string real)
    {
        var (was, now) = (Rows(written), Rows(real));
        return [.. now.Except(was).Select(r => "missing: " + r), .. was.Except(now).Select(r => "not so: " + r)];
    }

    private static List<string> Rows(string text) =>
        [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith('|') && !l.StartsWith("|--", StringComparison.Ordinal))];

    private static string Make(IReadOnlyList<OperationEntry> operations)
    {
        var text = new StringBuilder();
        text.Append("# Who may do what\n\nMade from the program and compared with it by a test: ");
        text.Append(Regenerate).Append("=1 writes it again. A role has a yes where the use case or query lets it through; ");
        text.Append("one's own record and restricted patients are refused beyond this.\n\n| operation | kind |");
        foreach (var role in s_roles)
            text.Append(' ').Append(role).Append(" |");
        text.Append("\n|---|---|").Append(string.Concat(Enumerable.Repeat("---|", s_roles.Length))).Append('\n');
        foreach (var operation in operations.OrderBy(o => o.Name, StringComparer.Ordinal))
        {
            text.Append("| ").Append(operation.Name).Append(" | ").Append(operation.IsQuery ? "query" : "use case").Append(" |");
            foreach (var role in s_roles)
                text.Append(operation.AllowedTo.HasFlag(role) ? " yes |" : " - |");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string FileOfMatrix([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here) ?? "", "../../../docs/role-matrix.md"));
}
