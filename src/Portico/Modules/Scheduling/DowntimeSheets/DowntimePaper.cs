using System.Globalization;
using System.Net;
using System.Text;
using Portico.Modules.Patients.Contracts;
using Portico.Modules.Scheduling.Contracts;
using Portico.Modules.Scheduling.Domain;
using Portico.Modules.Scheduling.Store;

namespace Portico.Modules.Scheduling.DowntimeSheets;

/// <summary>Writes what the desk works by while the program is down, as HTML: three days and the numbered forms.</summary>
internal static class DowntimePaper
{
    public const string Style =
        "body{font:11pt/1.35 system-ui,sans-serif;margin:1.5rem;color:#000;background:#fff}table{border-collapse:collapse;width:100%}" +
        "th,td{border:1px solid #666;padding:.25rem .4rem;text-align:start;vertical-align:top}h2{margin:1.2rem 0 .3rem}" +
        ".form{break-inside:avoid;border:2px solid #000;padding:.6rem .8rem;margin:.8rem 0}.form b{font-size:14pt}" +
        ".field{display:inline-block;white-space:nowrap}.line{display:inline-block;min-width:11rem;border-bottom:1px solid #000;margin:.45rem .8rem .2rem .2rem}" +
        "input,button{font:inherit;padding:.3rem .5rem;min-height:24px}.new{break-before:page}@media print{.no-print{display:none}body{margin:0}}";

    /// <param name="days">In order, of one location.</param>
    /// <param name="alerts">By patient.</param>
    /// <param name="forms">In the order of their numbers.</param>
    /// <param name="written">On the wall there.</param>
    public static string Write(IReadOnlyList<OneDay> days, IReadOnlyDictionary<PatientId, IReadOnlyList<string>> alerts,
        IReadOnlyList<PaperFormRow> forms, DateTime written)
    {
        var location = days[0].Location;
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Text(location.Name)}: while the program is down</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>As of {written:ddd d-MMM-yyyy h:mm tt}, {Text(location.Zone)}; written again every 15 minutes. Contains patient names: shred it after use.</p>");
        foreach (var day in days)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{day.Date:dddd d-MMM-yyyy}</h2>");
            if (day.Columns.All(c => c.Booked.Count == 0 && c.Groups.Count == 0))
                page.Append("<p>Nobody is booked.</p>");
            foreach (var column in day.Columns)
                Provider(page, column, alerts);
        }
        page.Append("<h2 class=\"new\">Walk-ins</h2><p>One form a person. Afterwards each number is entered once, on the page Paper forms.</p>");
        foreach (var form in forms.Where(f => f.Kind == PaperKind.WalkIn))
            Form(page, "Walk-in", form.Number, "Family name", "Given name", "Born", "Phone", "Provider", "Visit for", "Date", "Arrived at", "Seen at", "Left at", "Insurance and member id");
        page.Append("<h2 class=\"new\">Receipts</h2><p>The patient keeps a copy; afterwards the payment is taken into the program with the form's number.</p>");
        foreach (var form in forms.Where(f => f.Kind == PaperKind.Receipt))
            Form(page, "Receipt", form.Number, "Patient", "Born", "Amount", "Cash or check number", "For", "Date and time", "Taken by");
        return page.ToString();
    }

    private static void Provider(StringBuilder page, OneDay.Column column, IReadOnlyDictionary<PatientId, IReadOnlyList<string>> alerts)
    {
        if (column.Booked.Count == 0 && column.Groups.Count == 0)
            return;
        page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(column.Provider.DisplayName)}, {Text(column.Provider.Specialty)}</h3>");
        foreach (var group in column.Groups)
            page.Append(CultureInfo.InvariantCulture, $"<p>{group.Time:h:mm tt} group “{Text(group.Title)}”, {group.Minutes} min: {column.Booked.Count(b => b.Group == group)} of {group.Places}</p>");
        if (column.Booked.Count == 0)
            return;
        page.Append("<table><thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Patient</th><th scope=\"col\">Phone</th><th scope=\"col\">Visit</th><th scope=\"col\">Alerts</th><th scope=\"col\">Came, left</th></tr></thead><tbody>");
        foreach (var (visit, patient, purpose, state, _, group) in column.Booked)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{visit.Time:h:mm tt}</td>");
            // As on the day sheet: a restricted chart is a time alone.
            if (patient.IsRestricted)
                page.Append(CultureInfo.InvariantCulture, $"<td>{PatientNames.Masked}</td><td></td><td>{visit.Minutes} min{Together(group)}</td><td></td>");
            else
                page.Append(CultureInfo.InvariantCulture, $"<td>{Text(PatientNames.Full(patient))}<br>born {patient.BirthDate?.ToString("d-MMM-yyyy", CultureInfo.InvariantCulture) ?? "not known"}, MRN {Text(patient.Mrn)}</td><td>{Text(patient.Phone is { } phone ? PatientText.Phone(phone) : "")}</td><td>{Text(visit.IsConfidential ? "Confidential" : purpose.Name)}, {visit.Minutes} min{Together(group)}, {Text(BoardStates.Word(state))}</td><td>{Text(string.Join(". ", alerts.GetValueOrDefault(patient.Id) ?? []))}</td>");
            page.Append("<td></td></tr>");
        }
        page.Append("</tbody></table>");
    }

    private static void Form(StringBuilder page, string kind, long number, params ReadOnlySpan<string> lines)
    {
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"form\"><b>{kind} {number:000000}</b><br>");
        foreach (var line in lines)
            page.Append(CultureInfo.InvariantCulture, $"<span class=\"field\">{line}<span class=\"line\">&nbsp;</span></span>");
        page.Append("</div>");
    }

    private static string Together(OneDay.Together? group) => group is null ? "" : $", group “{Text(group.Title)}”";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
