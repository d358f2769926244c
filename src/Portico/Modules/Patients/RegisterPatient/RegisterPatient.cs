using System.Diagnostics;
using Portico.Modules.Patients.Contracts;
using Portico.Platform.Access;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Modules.Patients;

/// <summary>Makes a new person known with what booking needs; the rest falls due at check-in.</summary>
[AllowedTo(Roles.Desk | Roles.Biller | Roles.Clinician)]
public sealed class RegisterPatient(IPatients patients) : UseCase<RegisterPatient.Request, RegisterPatient.Result>
{
    public sealed record Request : NewPerson;

    public abstract record Result
    {
        public sealed record Registered(PatientId Patient, string Mrn) : Result;

        public sealed record LikelyTheSame(IReadOnlyList<LikelyPatient> Candidates) : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "patients.likely-the-same";
        }

        public sealed record NameMissing : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.name-missing";
        }

        public sealed record BornInFuture : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.born-in-future";
        }

        public sealed record BornTooLongAgo : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.born-too-long-ago";
        }

        /// <summary>A newborn without a name needs the mother's given name, the birth date and the sex.</summary>
        public sealed record NewbornIncomplete : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.newborn-incomplete";
        }

        /// <summary>Another unnamed newborn has this name and birth date: twins have letters.</summary>
        public sealed record NewbornTaken : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Conflict;
            public string Code => "patients.newborn-taken";
        }

        public sealed record PhoneUnusable : Result, IRefusal
        {
            public RefusalKind Kind => RefusalKind.Rule;
            public string Code => "patients.phone-unusable";
        }
    }

    protected override async Task<Result> HandleAsync(Request request, Desk desk, CancellationToken ct) =>
        await patients.RegisterAsync(desk, request, ct) switch
        {
            Registering.Registered done => new Result.Registered(done.Patient, done.Mrn),
            Registering.LikelyTheSame likely => new Result.LikelyTheSame(likely.Candidates),
            Registering.NameMissing => new Result.NameMissing(),
            Registering.BornInFuture => new Result.BornInFuture(),
            Registering.BornTooLongAgo => new Result.BornTooLongAgo(),
            Registering.NewbornIncomplete => new Result.NewbornIncomplete(),
            Registering.NewbornTaken => new Result.NewbornTaken(),
            Registering.PhoneUnusable => new Result.PhoneUnusable(),
            _ => throw new UnreachableException(),
        };
}
