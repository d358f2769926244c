namespace Portico.Platform.UseCases;

/// <summary>Why a use case said no. One mapper turns it into every door's answer.</summary>
public enum RefusalKind
{
    /// <summary>No such thing, or not yours: 404.</summary>
    NotFound,

    /// <summary>Someone or something got there first: 409.</summary>
    Conflict,

    /// <summary>A rule of the practice or the field forbids it: 422.</summary>
    Rule,
}

/// <summary>A result that changed nothing. Its <see cref="Code"/> is <c>module.words-with-dashes</c>, unique in the program.</summary>
/// <remarks>Code is a constant expression: a test reads it from the compiled getter.</remarks>
public interface IRefusal
{
    RefusalKind Kind { get; }
    string Code { get; }
}

public enum RejectionKind { Denied, Invalid, NotFound, KeyReused, Unavailable }

/// <summary>The call never reached its use case, or was not allowed to go on. Not a result: the caller has to change the call.</summary>
/// <remarks><see cref="Exception.Message"/> is a sentence for the person; it never carries a name, a birth date or another PHI.</remarks>
public sealed class CallRejectedException(RejectionKind kind, string code, string message) : Exception(message)
{
    public RejectionKind Kind { get; } = kind;
    public string Code { get; } = code;

    /// <summary>The chart that was asked for and not opened, for the audit entry. Absent where it is about none.</summary>
    internal Guid? Chart { get; init; }

    public static CallRejectedException Denied(string code, string message) => new(RejectionKind.Denied, code, message);
    public static CallRejectedException Invalid(string code, string message) => new(RejectionKind.Invalid, code, message);
}
