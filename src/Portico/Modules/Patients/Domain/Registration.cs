using NodaTime;
using Portico.Modules.Patients.Contracts;
using Portico.Platform.Access;
using Portico.Platform.Ids;
using Portico.Platform.Store;

namespace Portico.Modules.Patients.Domain;

/// <summary>An answer to one question of registration. No row: never asked.</summary>
public sealed class PatientAnswer : TenantRow
{
    public PatientId PatientId { get; init; }
    public Question Question { get; init; }
    public AnswerState State { get; set; }

    /// <summary>Codes or words. Absent unless given, and for what has a table of its own (address, phones, contacts).</summary>
    public string? Value { get; set; }
    public Instant At { get; set; }
}

public sealed class PatientPhone : TenantRow
{
    public PatientId PatientId { get; init; }

    /// <summary>E.164.</summary>
    public required string Number { get; init; }
    public PhoneUse Use { get; init; }
    public bool MayLeaveVoicemail { get; init; }

    /// <summary>The only one to use for what nobody else may hear.</summary>
    public bool IsConfidential { get; init; }
    public int Rank { get; init; }
}

public sealed class PatientAddress : TenantRow
{
    public PatientId PatientId { get; init; }

    /// <summary>The address for what nobody else may read; the other is the usual one.</summary>
    public bool IsConfidential { get; init; }
    public required string Line1 { get; init; }
    public string? Line2 { get; init; }
    public required string City { get; init; }
    public required string State { get; init; }
    public required string Zip { get; init; }
}

/// <summary>Someone in the patient's life, and what they may do for or hear about the patient. Ended, never deleted.</summary>
public sealed class PatientRelation : TenantRow
{
    public RelationId Id { get; init; }
    public PatientId PatientId { get; init; }
    public required string Name { get; init; }
    public Relation Relation { get; init; }

    /// <summary>E.164. Absent when none is known.</summary>
    public string? Phone { get; init; }
    public bool IsEmergencyContact { get; init; }
    public bool IsGuarantor { get; init; }
    public bool MayConsent { get; init; }
    public bool MayAccompany { get; init; }
    public MayHear MayHear { get; init; }

    /// <summary>What a court or a document says, such as who has custody. Absent when nothing does.</summary>
    public string? Basis { get; init; }

    /// <summary>First day it holds.</summary>
    public DateOnly From { get; init; }

    /// <summary>Last day it holds. Absent: no end known.</summary>
    public DateOnly? Until { get; private set; }

    public bool HoldsOn(DateOnly day) => From <= day && (Until is not { } until || day <= until);

    /// <summary>Whether what it allows (consent, accompany, hear) counts on a day. A parent's or guardian's say over a child ends with
    /// the 18th birthday; what the grown patient allows them is a relation of its own, begun after it. Paying and being called in an
    /// emergency are no such right.</summary>
    /// <param name="day">Which.</param>
    /// <param name="born">The patient's birth date. Null: unknown.</param>
    public bool AllowsOn(DateOnly day, DateOnly? born) => HoldsOn(day) && !(Relation is Relation.Parent or Relation.Guardian
        && born is { } birth && Ages.Years(birth, day) >= Ages.Adult && Ages.Years(birth, From) < Ages.Adult);

    public void EndOn(DateOnly lastDay) => Until = lastDay;
}

/// <summary>Who called about a patient and who they said they were: written before anything is disclosed.</summary>
public sealed class CallerRecord : TenantRow
{
    public CallerRecordId Id { get; init; }
    public PatientId PatientId { get; init; }
    public Instant At { get; init; }
    public UserId By { get; init; }
    public required string CallerName { get; init; }
    public Relation Relation { get; init; }

    /// <summary>The relation on file that the caller was matched with. Absent: none was.</summary>
    public RelationId? MatchedRelation { get; init; }

    /// <summary>What the desk was told it may disclose.</summary>
    public MayHear MayHear { get; init; }

    /// <summary>A call is over by then, said or not: what was hidden for it shows again.</summary>
    public static readonly Duration Lasts = Duration.FromHours(1);
}

/// <summary>A call is over, or its caller may hear after all. Never changed or deleted, as the call itself.</summary>
public sealed class CallEnd : TenantRow
{
    public CallerRecordId CallerId { get; init; }
    public PatientId PatientId { get; init; }

    /// <summary>Why what was hidden shows again. Absent when nothing was hidden.</summary>
    public string? Reason { get; init; }
    public Instant At { get; init; }
    public UserId By { get; init; }
}

/// <summary>A consent as given or withdrawn; the latest of its channel holds.</summary>
public sealed class PatientConsent : TenantRow
{
    public Guid Id { get; init; }
    public PatientId PatientId { get; init; }
    public ConsentChannel Channel { get; init; }
    public bool IsGiven { get; init; }
    public Instant At { get; init; }

    /// <summary>Absent when an import brought it.</summary>
    public UserId? By { get; init; }
}

/// <summary>What is asked of whom.</summary>
public static class RegistrationRules
{
    /// <summary>Asked of everybody by the end of the first check-in; "declined" and "unknown" are answers.</summary>
    public static readonly IReadOnlyList<Question> Due =
    [
        Question.Address, Question.Phones, Question.Email, Question.PreferredContact, Question.ConsentToText,
        Question.ConsentToMail, Question.Pronouns, Question.GenderIdentity, Question.Race, Question.Ethnicity,
        Question.Language, Question.Interpreter, Question.EmergencyContact, Question.Guarantor, Question.Employer,
    ];

    // BCP 47: the languages that practices in the United States meet most.
    private static readonly Dictionary<string, string> s_languages = new()
    {
        ["en"] = "English", ["es"] = "Spanish", ["zh"] = "Chinese", ["tl"] = "Tagalog", ["vi"] = "Vietnamese", ["ar"] = "Arabic", ["fr"] = "French",
        ["ko"] = "Korean", ["ru"] = "Russian", ["ht"] = "Haitian Creole", ["pt"] = "Portuguese", ["de"] = "German", ["hi"] = "Hindi",
        ["pl"] = "Polish", ["it"] = "Italian", ["ur"] = "Urdu", ["fa"] = "Persian", ["ase"] = "American Sign Language",
    };

    /// <summary>A short label for check-in's list.</summary>
    public static string Label(Question question) => question switch
    {
        Question.Address => "address",
        Question.Phones => "phones",
        Question.Email => "email",
        Question.PreferredContact => "preferred contact",
        Question.ConsentToText => "consent to text",
        Question.ConsentToMail => "consent to mail",
        Question.Pronouns => "pronouns",
        Question.GenderIdentity => "gender identity",
        Question.Race => "race",
        Question.Ethnicity => "ethnicity",
        Question.Language => "language",
        Question.Interpreter => "interpreter need",
        Question.EmergencyContact => "emergency contact",
        Question.Guarantor => "guarantor",
        Question.Employer => "employer",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The answers a question may be given; empty where words are free.</summary>
    /// <remarks>Race and ethnicity: the OMB categories of US Core, code system urn:oid:2.16.840.1.113883.6.238.</remarks>
    public static IReadOnlyList<(string Code, string Label)> Choices(Question question) => question switch
    {
        Question.Race =>
        [
            ("1002-5", "American Indian or Alaska Native"), ("2028-9", "Asian"), ("2054-5", "Black or African American"),
            ("2076-8", "Native Hawaiian or Other Pacific Islander"), ("2106-3", "White"), ("2131-1", "Other race"),
        ],
        Question.Ethnicity => [("2135-2", "Hispanic or Latino"), ("2186-5", "Not Hispanic or Latino")],
        Question.Interpreter or Question.ConsentToText or Question.ConsentToMail => [("yes", "Yes"), ("no", "No")],
        Question.PreferredContact => [("phone", "Phone"), ("text", "Text message"), ("email", "Email"), ("mail", "Mail")],
        _ => [],
    };

    /// <summary>What is often answered where words are free: offered, never demanded.</summary>
    public static IReadOnlyList<string> Suggestions(Question question) => question switch
    {
        Question.Pronouns => ["she/her", "he/him", "they/them"],
        Question.GenderIdentity => ["Female", "Male", "Nonbinary", "Transgender female", "Transgender male"],
        Question.Language => [.. s_languages.Values],
        _ => [],
    };

    /// <summary>What is stored of an answer: of a known language its code, however it was said.</summary>
    public static string? Stored(Question question, string? value) => question == Question.Language && value is { } said
        ? s_languages.FirstOrDefault(l => string.Equals(l.Value, said.Trim(), StringComparison.OrdinalIgnoreCase)).Key ?? said
        : value;

    /// <summary>A language in words: imports say <c>es</c>, the desk types Spanish.</summary>
    public static string Language(string value) => s_languages.GetValueOrDefault(value.ToLowerInvariant().Split('-')[0], value);

    /// <summary>Whether a given value is one; a race may name several codes between commas.</summary>
    public static bool IsAnswer(Question question, string? value)
    {
        if (question is Question.Address or Question.Phones or Question.EmergencyContact or Question.Guarantor)
            return value is null;
        if (string.IsNullOrWhiteSpace(value))
            return false;
        var choices = Choices(question);
        return choices.Count == 0 || value.Split(',').All(v => choices.Any(c => c.Code == v))
            && (question == Question.Race || !value.Contains(',', StringComparison.Ordinal));
    }
}

/// <summary>What a caller may hear, by the relations that hold today.</summary>
public static class Disclosure
{
    /// <summary>A child does not call about itself: that voice is somebody else's.</summary>
    /// <param name="born">Null: unknown, and nothing speaks against it.</param>
    /// <param name="today">The day of the call.</param>
    public static bool MayBeThePatient(DateOnly? born, DateOnly today) => born is not { } date || Ages.Years(date, today) >= Ages.MayCall;

    /// <param name="caller">Who they say they are.</param>
    /// <param name="relation">The relation on file they were matched with. Null: none.</param>
    /// <param name="today">The day of the call.</param>
    /// <param name="born">The patient's birth date. Null: unknown.</param>
    public static MayHear For(Relation caller, PatientRelation? relation, DateOnly today, DateOnly? born) => caller == Relation.Self
        ? MayHear.Everything
        : relation is not null && relation.AllowsOn(today, born) ? relation.MayHear : MayHear.Nothing;
}
