namespace Portico.X12;

/// <summary>All that an <see cref="EligibilityAnswer"/> says.</summary>
internal sealed record EligibilityAnswerBody
{
    public Place Place { get; set; }

    public bool IsDependent { get; set; }

    public IReadOnlyList<TraceNumber> Traces { get => field ?? []; set => field = Gathered.Kept(value); }

    public NamedParty? Person { get; set; }

    public DateOnly? Born { get; set; }

    public string? Sex { get; set; }

    public PostalAddress? Address { get; set; }

    public string? ProviderRole { get; set; }

    public string? Taxonomy { get; set; }

    public Relationship? Relationship { get; set; }

    public IReadOnlyList<Diagnosis> Diagnoses { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<QualifiedReference> References { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<QualifiedDates> Dates { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<Rejection> Rejections { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<Benefit> Benefits { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<EligibilityAnswer> Dependents { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<KeptSegments> PersonOthers { get => field ?? []; set => field = Gathered.Kept(value); }

    public IReadOnlyList<KeptSegments> Others { get => field ?? []; set => field = Gathered.Kept(value); }
}
