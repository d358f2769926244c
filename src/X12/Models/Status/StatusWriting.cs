namespace Portico.X12;

/// <content>Writing.</content>
internal static partial class StatusModel
{
    public static void Write(LoopWriter writer, StatusConversation conversation)
    {
        foreach (var payer in conversation.Payers)
        {
            writer.Level("2000A", "20", payer.Receivers.Count > 0);
            writer.Kept(payer.Others);
            payer.Payer.Write(writer, "2100A");
            foreach (var receiver in payer.Receivers)
                Write(writer, receiver, conversation is StatusInquiry);
            writer.Close();
        }
    }

    public static void Write(LoopWriter writer, ClaimAcknowledgement acknowledgment)
    {
        writer.Level("2000A", "20", hasLower: true);
        acknowledgment.Source.Write(writer, "2100A");
        writer.Open("2200A");
        acknowledgment.SourceTrace.Write(writer);
        QualifiedDates.Write(writer, "050", acknowledgment.ReceivedOn);
        QualifiedDates.Write(writer, "009", acknowledgment.ProcessedOn);
        writer.Kept(acknowledgment.SourceOthers);
        writer.Close();
        Write(writer, acknowledgment.Receiver, isQuestion: false);
        writer.Close();
    }

    private static void Write(LoopWriter writer, StatusReceiver receiver, bool isQuestion)
    {
        writer.Level("2000B", "21", receiver.Providers.Count > 0);
        writer.Kept(receiver.Others);
        receiver.Receiver.Write(writer, "2100B");
        Write(writer, receiver.Verdict, "2200B");
        foreach (var provider in receiver.Providers)
        {
            writer.Level("2000C", "19", provider.People.Count > 0);
            writer.Kept(provider.Others);
            foreach (var party in provider.Providers)
                party.Write(writer, "2100C");
            Write(writer, provider.Verdict, "2200C");
            foreach (var person in provider.People)
                Write(writer, person, isQuestion, isDependent: false);
            writer.Close();
        }
        writer.Close();
    }

    private static void Write(LoopWriter writer, StatusVerdict? verdict, string loop)
    {
        if (verdict is null)
            return;
        writer.Open(loop);
        verdict.Trace.Write(writer);
        foreach (var status in verdict.Statuses)
            Write(writer, status);
        foreach (var reference in verdict.References)
            reference.Write(writer);
        foreach (var quantity in verdict.Quantities)
            quantity.Write(writer);
        foreach (var amount in verdict.Amounts)
            amount.Write(writer);
        writer.Kept(verdict.Others);
        writer.Close();
    }

    private static void Write(LoopWriter writer, StatusPerson person, bool isQuestion, bool isDependent)
    {
        var letter = isDependent ? "E" : "D";
        // A claim acknowledgment has one level of patients, whoever is the subscriber.
        var level = isDependent ? "23" : writer.LevelOf("2000D");
        writer.Level("2000" + letter, level, person.Dependents.Count > 0);
        Party.WriteDemographics(writer, person.Born, person.Sex);
        writer.Kept(person.Others);
        writer.Open("2100" + letter);
        person.Person.WriteNm1(writer);
        writer.Close();
        foreach (var claim in person.Claims)
            Write(writer, claim, letter, isQuestion);
        foreach (var dependent in person.Dependents)
            Write(writer, dependent, isQuestion, isDependent: true);
        writer.Close();
    }

    private static void Write(LoopWriter writer, StatusClaim claim, string letter, bool isQuestion)
    {
        writer.Open("2200" + letter);
        claim.Trace.Write(writer);
        foreach (var status in claim.Statuses)
            Write(writer, status);
        Reference(writer, "1K", claim.PayerClaimNumber);
        Reference(writer, "EJ", claim.ClaimNumber);
        Reference(writer, "D9", claim.ClearinghouseNumber);
        foreach (var reference in claim.References)
            reference.Write(writer);
        if (claim.Charge is { } charge)
            QualifiedAmount.Of("T3", charge).Write(writer);
        QualifiedDates.Write(writer, "472", claim.Served);
        writer.Kept(claim.Others);
        foreach (var line in claim.Lines)
        {
            writer.Open((isQuestion ? "2210" : "2220") + letter);
            ProcedureCode.Write(writer.Segment("SVC"), line.Procedure).Money(line.Charge).Money(line.Paid).Element(line.RevenueCode).Skip(2)
                .Decimal(line.Units).End();
            foreach (var status in line.Statuses)
                Write(writer, status);
            Reference(writer, "FJ", line.LineNumber);
            foreach (var reference in line.References)
                reference.Write(writer);
            QualifiedDates.Write(writer, "472", line.Served);
            writer.Kept(line.Others);
            writer.Close();
        }
        writer.Close();
    }

    private static void Reference(LoopWriter writer, string kind, string? value) =>
        writer.Segment("REF").Element(value is null ? null : kind).Element(value).End();

    private static void Write(LoopWriter writer, ClaimStatus status)
    {
        var stc = writer.Segment("STC");
        Code(stc, status.Codes, 0).Element(status.On).Element(status.Action?.Value).Money(status.Charge).Money(status.Paid)
            .Element(status.DecidedOn).Element(status.Method?.Value).Element(status.PaidOn).Element(status.CheckNumber);
        Code(Code(stc, status.Codes, 1), status.Codes, 2).Element(status.Text).End();
    }

    private static SegmentWriter Code(SegmentWriter stc, IReadOnlyList<StatusCode> codes, int index) => index >= codes.Count
        ? stc.Skip()
        : stc.Composite(codes[index].Category.Value, codes[index].Code, codes[index].Entity, codes[index].List);
}
