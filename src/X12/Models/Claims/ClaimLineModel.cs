namespace Portico.X12;

/// <summary>Reads loop 2400 of an 837: a line with what stands in it.</summary>
internal static class ClaimLineModel
{
    public static ProfessionalLine Professional(Loop loop)
    {
        var parts = Read(loop, Ids.Sv1, out var segment, out var teeth);
        var sv1 = segment.Peek();
        ReadProcedure(sv1.Composite(1), ref parts);
        parts.Charge = Values.Money(sv1[2]) ?? 0;
        parts.Units = Values.Decimal(sv1[4]);
        KeepTeeth(teeth, ref parts);
        return new(parts)
        {
            UnitKind = Values.CodeOrNull(sv1[3]),
            PlaceOfService = Values.CodeOrNull(sv1[5]),
            DiagnosisPointers = Pointers(sv1.Composite(7)),
            Flagged = sv1.Count <= 8 ? null : new()
            {
                Emergency = Values.CodeOrNull(sv1[9]),
                Screening = Values.CodeOrNull(sv1[11]),
                FamilyPlanning = Values.CodeOrNull(sv1[12]),
                CopayStatus = Values.CodeOrNull(sv1[15]),
            },
        };
    }

    public static InstitutionalLine Institutional(Loop loop)
    {
        var parts = Read(loop, Ids.Sv2, out var segment, out var teeth);
        var sv2 = segment.Peek();
        ReadProcedure(sv2.Composite(2), ref parts);
        parts.Charge = Values.Money(sv2[3]) ?? 0;
        parts.Units = Values.Decimal(sv2[5]);
        KeepTeeth(teeth, ref parts);
        return new(parts) { RevenueCode = sv2.Text(1), UnitKind = Values.CodeOrNull(sv2[4]), NotCovered = Values.Money(sv2[7]) };
    }

    public static DentalLine Dental(Loop loop)
    {
        var parts = Read(loop, Ids.Sv3, out var segment, out var teeth);
        var sv3 = segment.Peek();
        ReadProcedure(sv3.Composite(1), ref parts);
        parts.Charge = Values.Money(sv3[2]) ?? 0;
        parts.Units = Values.Decimal(sv3[6]);
        var mouth = new Gathered<Tooth>(teeth.Count);
        foreach (var tooth in teeth.All)
            mouth.Add(new(tooth.Place(2), Values.Text(tooth[2]), Codes(tooth.Peek().Composite(3))));
        return new(parts)
        {
            PlaceOfService = Values.CodeOrNull(sv3[3]),
            OralCavities = Codes(sv3.Composite(4)),
            Prosthesis = Values.CodeOrNull(sv3[5]),
            DiagnosisPointers = Pointers(sv3.Composite(11)),
            Teeth = mouth.All,
        };
    }

    // Teeth on a line that is not a dentist's.
    private static void KeepTeeth(Gathered<LoopSegment> teeth, ref LineParts parts)
    {
        if (teeth.Count == 0)
            return;
        var others = default(KeptList);
        foreach (var tooth in teeth.All)
            others.Add(tooth);
        var rare = parts.Rare ?? new();
        parts.Rare = rare with { Others = [.. rare.Others ?? [], .. others.All] };
    }

    private static LineParts Read(Loop loop, uint serviceId, out LoopSegment service, out Gathered<LoopSegment> teeth)
    {
        (service, teeth) = (default, default);
        string? lineNumber = null;
        DateSpan? served = null;
        Drug? drug = null;
        var dates = default(Gathered<QualifiedDates>);
        var references = default(Gathered<QualifiedReference>);
        var amounts = default(Gathered<QualifiedAmount>);
        var quantities = default(Gathered<QualifiedQuantity>);
        var notes = default(Gathered<QualifiedNote>);
        var providers = default(Gathered<Party>);
        var adjudications = default(Gathered<LineAdjudication>);
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                var inner = node.Loop;
                if (inner.Id.StartsWith("2420", StringComparison.Ordinal))
                    providers.Add(Party.Read(inner));
                else if (inner.Id == "2430")
                    adjudications.Add(Adjudication(inner));
                else if (inner.Id == "2410" && drug is null)
                    drug = ReadDrug(inner);
                else
                    others.Add(inner);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Lx:
                    break;
                case var id when id == serviceId && !service.Exists:
                    service = segment;
                    break;
                case Ids.Dtp when served is null && QualifiedDates.Of(segment, "472"u8) is { } span:
                    served = span;
                    break;
                case Ids.Ref when lineNumber is null && IsReference(segment, "6R"u8):
                    lineNumber = segment.Text(2);
                    break;
                case Ids.Nte when segment.Count == 2:
                    notes.Add(new(segment.Place(), Values.Code(segment[1]), segment.Text(2)));
                    break;
                case Ids.Too when segment.Count <= 3 && segment[1].SequenceEqual("JP"u8) && segment.Peek().Composite(3).Count <= 5:
                    teeth.Add(segment);
                    break;
                case Ids.Dtp when QualifiedDates.TryRead(segment, ref dates):
                case Ids.Ref when QualifiedReference.TryRead(segment, ref references):
                case Ids.Amt when QualifiedAmount.TryRead(segment, ref amounts):
                case Ids.Qty when QualifiedQuantity.TryRead(segment, ref quantities):
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        var isRare = drug is not null || dates.Count > 0 || references.Count > 0 || amounts.Count > 0 || quantities.Count > 0
            || notes.Count > 0 || providers.Count > 0 || adjudications.Count > 0 || others.Count > 0;
        return new()
        {
            Place = service.Exists ? service.Place() : loop.First.Place(),
            Served = served,
            LineNumber = lineNumber,
            Rare = !isRare ? null : new()
            {
                Drug = drug,
                Dates = Gathered.Kept(dates.All),
                References = Gathered.Kept(references.All),
                Amounts = Gathered.Kept(amounts.All),
                Quantities = Gathered.Kept(quantities.All),
                Notes = Gathered.Kept(notes.All),
                Providers = Gathered.Kept(providers.All),
                Adjudications = Gathered.Kept(adjudications.All),
                Others = Gathered.Kept(others.All),
            },
        };
    }

    private static void ReadProcedure(Composite procedure, ref LineParts parts)
    {
        parts.ProcedureKind = Values.CodeOrNull(procedure[1]);
        parts.Procedure = Values.CodeOrNull(procedure[2]);
        parts.Modifiers = ProcedureCode.ReadModifiers(procedure);
        if (procedure[7] is { IsEmpty: false } description)
            parts.Rare = (parts.Rare ?? new()) with { ProcedureDescription = Bytewise.Text(description) };
    }

    private static Drug ReadDrug(Loop loop)
    {
        var (lin, ctp) = (loop.First, default(LoopSegment));
        var references = default(Gathered<QualifiedReference>);
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (!node.IsLoop && node.Segment.PackedId == Ids.Lin)
                continue;
            if (!node.IsLoop && node.Segment.PackedId == Ids.Ctp && !ctp.Exists && node.Segment.Peek().Composite(5).Count <= 1)
                ctp = node.Segment;
            else if (node.IsLoop || node.Segment.PackedId != Ids.Ref || !QualifiedReference.TryRead(node.Segment, ref references))
                others.Add(node);
        }
        return new()
        {
            Place = lin.Place(),
            Kind = Values.Code(lin[2]),
            Code = lin.Text(3),
            Quantity = Values.Decimal(ctp[4]),
            Unit = Values.CodeOrNull(ctp[5]),
            References = references.All,
            Others = others.All,
        };
    }

    private static LineAdjudication Adjudication(Loop loop)
    {
        var svd = loop.First;
        var adjustments = default(Gathered<ClaimAdjustment>);
        DateOnly? on = null;
        long? remaining = null;
        var others = default(KeptList);
        foreach (var node in loop.Children)
        {
            if (node.IsLoop)
            {
                others.Add(node.Loop);
                continue;
            }
            var segment = node.Segment;
            switch (segment.PackedId)
            {
                case Ids.Svd:
                case Ids.Cas when ClaimAdjustment.TryRead(segment, ref adjustments):
                    break;
                case Ids.Dtp when on is null && QualifiedDates.DayOf(segment, "573"u8) is { } day:
                    on = day;
                    break;
                case Ids.Amt when remaining is null && QualifiedAmount.Of(segment, "EAF"u8) is { } amount:
                    remaining = amount;
                    break;
                default:
                    others.Add(segment);
                    break;
            }
        }
        return new()
        {
            Place = svd.Place(),
            Payer = svd.Text(1),
            Paid = Values.Money(svd[2]) ?? 0,
            Procedure = ProcedureCode.Read(svd.Peek().Composite(3)),
            RevenueCode = Values.Text(svd[4]),
            Units = Values.Decimal(svd[5]),
            BundledWith = Values.Text(svd[6]),
            Adjustments = adjustments.All,
            On = on,
            Remaining = remaining,
            Others = others.All,
        };
    }

    internal static IReadOnlyList<int> Pointers(Composite composite)
    {
        var pointers = new Gathered<int>(composite.Count);
        for (var i = 1; i <= 4 && EnvelopeCheck.TryCount(composite[i], out var pointer); i++)
            pointers.Add(pointer);
        return pointers.All;
    }

    private static string[] Codes(Composite composite)
    {
        var values = new string[Math.Min(composite.Count, Composite.Most)];
        for (var i = 0; i < values.Length; i++)
            values[i] = Values.Code(composite[i + 1]);
        return values;
    }

    internal static bool IsReference(LoopSegment segment, ReadOnlySpan<byte> kind) => segment.Count == 2 && segment[1].SequenceEqual(kind);
}
