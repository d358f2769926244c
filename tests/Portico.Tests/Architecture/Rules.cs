using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Portico.Platform.Store;
using Portico.Platform.UseCases;
using Portico.Platform.Values;

namespace Portico.Tests.Architecture;

/// <summary>The rules of the house, over compiled code and the built model. Each returns its violations as sentences.</summary>
internal static partial class Rules
{
    private static readonly string[] s_all =
    [
        "Practice", "Staff", "Patients", "Work", "Documents", "Scheduling", "Visits", "Coverage", "Authorizations", "Payments",
        "Arrivals", "Claims", "Messages", "Privacy", "Portal", "Kiosk", "Interop", "Insights", "Academy",
    ];

    /// <summary>Which module may use the Contracts of which: the table of the design.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Practice"] = [],
        ["Staff"] = ["Practice"],
        ["Patients"] = ["Practice"],
        ["Work"] = ["Staff", "Patients"],
        ["Documents"] = ["Patients", "Work"],
        ["Scheduling"] = ["Patients", "Practice", "Work"],
        ["Visits"] = ["Scheduling", "Patients", "Practice"],
        ["Coverage"] = ["Visits", "Scheduling", "Patients", "Practice", "Documents", "Work"],
        ["Authorizations"] = ["Coverage", "Visits", "Documents", "Work"],
        ["Payments"] = ["Visits", "Coverage", "Patients", "Practice", "Staff", "Work"],
        ["Arrivals"] = ["Practice", "Staff", "Patients", "Work", "Documents", "Scheduling", "Visits", "Coverage",
            "Authorizations", "Payments"],
        ["Claims"] = ["Visits", "Coverage", "Authorizations", "Payments", "Documents", "Work"],
        ["Messages"] = ["Patients", "Scheduling", "Visits", "Payments", "Work"],
        ["Privacy"] = ["Patients", "Staff", "Documents", "Work"],
        ["Portal"] = s_all, ["Kiosk"] = s_all, ["Interop"] = s_all, ["Insights"] = s_all,
        ["Academy"] = ["Staff", "Insights", "Work"],
    };

    public static IEnumerable<string> PlatformKnowsNoModule(ModuleDefinition code) =>
        from use in Uses(code)
        where use.From.StartsWith("Portico.Platform", StringComparison.Ordinal)
            && (IsUnder(use.To, "Portico.Modules") || IsUnder(use.To, "Portico.Shell"))
        select $"{use.Type} is platform and uses {use.To}";

    public static IEnumerable<string> ShellKnowsNoModule(ModuleDefinition code) =>
        from use in Uses(code)
        where IsUnder(use.From, "Portico.Shell") && IsUnder(use.To, "Portico.Modules")
        select $"{use.Type} is shell and uses {use.To}";

    public static IEnumerable<string> ModulesUseOnlyContractsOfTheirRow(ModuleDefinition code)
    {
        foreach (var use in Uses(code))
        {
            if (ModuleOf(use.From) is not { } from || ModuleOf(use.To) is not { } to || from == to)
                continue;
            if (!Arrows.TryGetValue(from, out var row))
                yield return $"{use.Type}: module {from} has no row in the table of arrows";
            else if (!row.Contains(to))
                yield return $"{use.Type}: {from} may not use {to}, but uses {use.To}";
            else if (!IsUnder(use.To, $"Portico.Modules.{to}.Contracts"))
                yield return $"{use.Type}: {from} may use only the Contracts of {to}, but uses {use.To}";
        }
    }

    /// <summary>SQL by hand obeys the arrows too: it names tables of its own module and of those in its row.</summary>
    /// <remarks>Reads the texts of the compiled code, where <see cref="ModulesUseOnlyContractsOfTheirRow"/> sees nothing.</remarks>
    /// <param name="code">Where the texts are.</param>
    /// <param name="model">Says whose a table is.</param>
    public static IEnumerable<string> SqlNamesOnlyTablesOfItsRow(ModuleDefinition code, IModel model)
    {
        var owners = model.GetEntityTypes().Where(e => e.GetTableName() is not null && e.GetSqlQuery() is null && ModuleOf(e.ClrType.FullName ?? "") is not null)
            .GroupBy(e => e.GetTableName() ?? "").ToDictionary(g => g.Key, g => ModuleOf(g.First().ClrType.FullName ?? ""));
        return from type in AllTypes(code)
               let module = ModuleOf(type.FullName)
               where module is not null
               from method in type.Methods
               where method.HasBody
               from text in method.Body.Instructions.Select(i => i.Operand).OfType<string>()
               from Match named in TableInSql().Matches(text)
               let table = named.Groups[1].Value
               where owners.TryGetValue(table, out var owner) && owner != module && !Arrows.GetValueOrDefault(module, []).Contains(owner)
               select $"{type.FullName}.{method.Name}: {module} names {table}, a table of {owners[table]}, in SQL";
    }

    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE) ([a-z_]+)")]
    private static partial Regex TableInSql();

    public static IEnumerable<string> DomainIsPure(ModuleDefinition code) =>
        from use in Uses(code)
        where use.From.StartsWith("Portico.Modules.", StringComparison.Ordinal) && use.From.Split('.').Contains("Domain")
            && (IsUnder(use.To, "Microsoft.EntityFrameworkCore") || IsUnder(use.To, "Microsoft.AspNetCore"))
        select $"{use.Type} is domain and uses {use.To}";

    public static IEnumerable<string> EveryPageHasAPolicy(ModuleDefinition code) =>
        from type in AllTypes(code)
        where type.CustomAttributes.Any(a => a.AttributeType.FullName == "Microsoft.AspNetCore.Components.RouteAttribute")
        where !type.CustomAttributes.Any(a =>
            a.AttributeType.FullName == "Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute"
            || (a.AttributeType.FullName == "Microsoft.AspNetCore.Authorization.AuthorizeAttribute"
                && (a.Properties.Any(p => p.Name == "Policy" && p.Argument.Value is string { Length: > 0 })
                    || a.ConstructorArguments.Any(c => c.Value is string { Length: > 0 }))))
        select $"{type.FullName} is a page without a policy";

    /// <summary>The shell's own pages belong to everybody; a module's page is for those who may do what it begins with.</summary>
    public static IEnumerable<string> EveryPageOfAModuleNamesItsOpeningOperation(ModuleDefinition code) =>
        from type in AllTypes(code)
        where type.CustomAttributes.Any(a => a.AttributeType.FullName == "Microsoft.AspNetCore.Components.RouteAttribute")
            && type.CustomAttributes.Any(a => a.AttributeType.FullName == "Microsoft.AspNetCore.Authorization.AuthorizeAttribute")
            && !IsUnder(type.Namespace, "Portico.Shell")
        where !type.CustomAttributes.Any(a => a.AttributeType.GetElementType().FullName == "Portico.Platform.Access.OpensWithAttribute`1")
        select $"{type.FullName} is a page that names no operation it opens with";

    public static IEnumerable<string> EveryEndpointHasAPolicy(IEnumerable<Endpoint> endpoints) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is { Length: > 0 })
            // The framework's own fallback for a static file added while a build runs; it takes no convention.
            && endpoint.RoutePattern.RawText != "{**path:file}"
        select $"{endpoint.RoutePattern.RawText} is an endpoint without a policy";

    /// <summary>Global tables, by the design: sign-in's own, the list of practices, and which schema this is.</summary>
    public static bool IsGlobal(string table) => table == "practice" || table.StartsWith("desk_user", StringComparison.Ordinal)
        || table == "schema_version";

    public static IEnumerable<string> TablesPutPracticeFirst(IModel model)
    {
        foreach (var entity in model.GetEntityTypes().Where(e => e.GetTableName() is not null && e.GetSqlQuery() is null))
        {
            var table = entity.GetTableName() ?? "";
            if (IsGlobal(table))
                continue;
            if (!typeof(TenantRow).IsAssignableFrom(entity.ClrType))
            {
                yield return $"{table} is neither a tenant row nor one of the global tables";
                continue;
            }
            foreach (var key in entity.GetKeys().Where(k => k.Properties[0].Name != nameof(TenantRow.PracticeId)))
                yield return $"{table} has a key that does not begin with the practice: {Names(key.Properties)}";
            foreach (var index in entity.GetIndexes().Where(i => i.Properties[0].Name != nameof(TenantRow.PracticeId)))
                yield return $"{table} has an index that does not begin with the practice: {Names(index.Properties)}";
            foreach (var foreign in entity.GetForeignKeys())
            {
                if (foreign.Properties[0].Name != nameof(TenantRow.PracticeId))
                    yield return $"{table} has a foreign key that does not begin with the practice: {Names(foreign.Properties)}";
                else if (foreign.DeleteBehavior is not (DeleteBehavior.Restrict or DeleteBehavior.Cascade or DeleteBehavior.NoAction)
                         || (foreign.DeleteBehavior == DeleteBehavior.Cascade && foreign.Properties.Any(p => p.IsNullable)
                             && entity.FindAnnotation(TableTraits.OneOwner) is null))
                    yield return $"{table} has an optional foreign key that is not Restrict: {Names(foreign.Properties)}";
            }
        }
    }

    public static IEnumerable<string> ErrorCodesAreUnique(ModuleDefinition code)
    {
        Dictionary<string, string> seen = [];
        foreach (var type in AllTypes(code).Where(t => t.Interfaces.Any(i => i.InterfaceType.FullName == typeof(IRefusal).FullName)))
        {
            var getter = type.Methods.FirstOrDefault(m => m.Name is "get_Code");
            var constant = getter is { HasBody: true }
                && getter.Body.Instructions.Where(i => i.OpCode != OpCodes.Nop).ToList() is [{ Operand: string text }, ..] body
                && body[0].OpCode == OpCodes.Ldstr && body.All(i => i.OpCode.FlowControl is not FlowControl.Call)
                ? text
                : null;
            if (constant is null)
                yield return $"{type.FullName} has a code that is not a constant";
            else if (!Code().IsMatch(constant))
                yield return $"{type.FullName} has a code that is not module.words-with-dashes: {constant}";
            else if (!seen.TryAdd(constant, type.FullName))
                yield return $"{type.FullName} and {seen[constant]} share the code {constant}";
        }
    }

    /// <summary>Every text of a request has a maximum length and every amount its bounds, in nested records and lists too.</summary>
    public static IEnumerable<string> RequestsAreBounded(IEnumerable<Type> types)
    {
        Queue<Type> waiting = new(types.Where(t => t is { IsClass: true, IsAbstract: false } && t.IsSubclassOf(typeof(Operation)))
            .Select(RequestOf).OfType<Type>());
        HashSet<Type> seen = [];
        while (waiting.TryDequeue(out var record))
        {
            if (!seen.Add(record))
                continue;
            foreach (var (_, part) in DeskJson.CasesOf(record))
                waiting.Enqueue(part);
            foreach (var member in record.GetProperties().Where(p => p.CanWrite))
            {
                var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
                if (type == typeof(string) && !member.IsDefined(typeof(StringLengthAttribute)) && !member.IsDefined(typeof(MaxLengthAttribute))
                    && member.GetCustomAttribute<RegularExpressionAttribute>() is not { Pattern: "^[0-9]{4}$" })
                    yield return $"{record.FullName}.{member.Name} has no maximum length";
                if (type == typeof(Money) && !member.IsDefined(typeof(MoneyRangeAttribute)))
                    yield return $"{record.FullName}.{member.Name} has no bounds";
                foreach (var inner in type.GenericTypeArguments.Prepend(type).Where(RequestShape.IsRecord))
                    waiting.Enqueue(inner);
            }
        }
    }

    /// <summary>Operations that hold a patient's id and do not open the chart, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_chartsLeftClosed = new()
    {
        ["UnlinkStaffRecord"] = "the link says nothing of what is in the chart, and a supervisor whose access it closes must be able to end it",
    };

    private static readonly string[] s_opensCharts = ["PatientId", "AppointmentId", "VisitId", "GuarantorAccountId"];

    /// <summary>An act or a query that is told a patient, an appointment, a visit or an account opens the chart: itself, or in what it calls.</summary>
    /// <remarks>Seen is that the way to it exists, not that it is taken first: that is each test's of the module.</remarks>
    public static IEnumerable<string> WhoIsToldAPatientOpensTheChart(ModuleDefinition code)
    {
        var types = AllTypes(code).ToDictionary(t => t.FullName);
        var implementations = types.Values.SelectMany(t => t.Interfaces.Select(i => (Interface: i.InterfaceType.GetElementType().FullName, Type: t)))
            .ToLookup(i => i.Interface, i => i.Type);
        foreach (var operation in types.Values.Where(t => !t.IsAbstract))
        {
            if (operation.BaseType is not GenericInstanceType { GenericArguments.Count: 2 } kind
                || kind.ElementType.FullName is not ("Portico.Platform.UseCases.UseCase`2" or "Portico.Platform.UseCases.Query`2"))
                continue;
            if (IdIn(kind.GenericArguments[0], types, []) is { } id && !s_chartsLeftClosed.ContainsKey(operation.Name)
                && !Reaches(operation, types, implementations))
                yield return $"{operation.FullName} is told a {id} and opens no chart";
        }
    }

    private static string? IdIn(TypeReference type, Dictionary<string, TypeDefinition> types, HashSet<string> seen)
    {
        foreach (var part in Parts(type))
        {
            if (s_opensCharts.Contains(part.Name))
                return part.Name;
            if (!seen.Add(part.FullName) || !types.TryGetValue(part.FullName, out var record) || record.IsEnum || record.IsValueType)
                continue;
            for (var level = record; level is not null; level = level.BaseType is { } above ? types.GetValueOrDefault(above.FullName) : null)
            {
                if (level.Properties.Where(p => p.SetMethod is not null).Select(p => IdIn(p.PropertyType, types, seen)).FirstOrDefault(found => found is not null) is { } id)
                    return id;
            }
        }
        return null;
    }

    private static bool Reaches(TypeDefinition operation, Dictionary<string, TypeDefinition> types, ILookup<string, TypeDefinition> implementations)
    {
        Queue<MethodDefinition> waiting = new(operation.Methods.Where(m => m.Name == "HandleAsync"));
        HashSet<MethodDefinition> seen = [];
        while (waiting.TryDequeue(out var method))
        {
            if (!seen.Add(method))
                continue;
            foreach (var machine in method.CustomAttributes.Where(a => a.AttributeType.Name == "AsyncStateMachineAttribute")
                         .Select(a => a.ConstructorArguments[0].Value).OfType<TypeReference>())
            {
                foreach (var step in types[machine.FullName].Methods)
                    waiting.Enqueue(step);
            }
            if (!method.HasBody)
                continue;
            foreach (var called in method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>())
            {
                var owner = called.DeclaringType.GetElementType().FullName;
                if (owner == "Portico.Platform.UseCases.Desk" && called.Name is "OpenChartAsync" or "OpenChart")
                    return true;
                if (!IsUnder(owner, "Portico.Modules") || !types.TryGetValue(owner, out var type))
                    continue;
                foreach (var target in type.IsInterface ? implementations[owner].Append(type) : [type])
                {
                    foreach (var body in target.Methods.Where(m => m.Name == called.Name && m.Parameters.Count == called.Parameters.Count))
                        waiting.Enqueue(body);
                }
            }
        }
        return false;
    }
    /// <summary>A date belongs to a wall: it is taken from a wall time, never from UTC's.</summary>
    /// <remarks>Catches what makes a <see cref="DateOnly"/> in a method that turns an instant into UTC, and a clock asked for UTC's today.</remarks>
    public static IEnumerable<string> NoDateIsUtcs(ModuleDefinition code) =>
        from type in AllTypes(code)
        from method in type.Methods
        where method.HasBody
        let calls = method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>().Select(m => $"{m.DeclaringType.Name}.{m.Name}").ToHashSet()
        where (calls.Contains("DateOnly.FromDateTime") && calls.Overlaps(s_utc))
            || (calls.Contains("PracticeClock.Today") && method.Body.Instructions.Any(i => i.Operand is "UTC" or "Etc/UTC" or "Etc/GMT"))
        select $"{type.FullName}.{method.Name} makes a date of UTC: ask the zone of the place, or IPracticeDay";

    private static readonly string[] s_utc = ["Instant.ToDateTimeUtc", "DateTimeOffset.get_UtcDateTime", "DateTime.ToUniversalTime", "Instant.InUtc"];

    private static Type? RequestOf(Type operation)
    {
        for (var type = operation.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType)
                return type.GenericTypeArguments[0];
        }
        return null;
    }

    [GeneratedRegex("^[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();

    private static string Names(IEnumerable<IReadOnlyProperty> properties) => string.Join(", ", properties.Select(p => p.Name));

    private static string? ModuleOf(string name) =>
        name.StartsWith("Portico.Modules.", StringComparison.Ordinal) ? name.Split('.')[2] : null;

    private static bool IsUnder(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    /// <summary>Every use of a type in signatures, bodies and attributes; both ends as full names of outermost types.</summary>
    private static IEnumerable<(string From, string To, string Type)> Uses(ModuleDefinition code)
    {
        HashSet<(string, string, string)> seen = [];
        foreach (var type in AllTypes(code))
        {
            var from = Outermost(type).FullName;
            foreach (var used in UsedBy(type).SelectMany(Parts))
            {
                var use = (from, Outermost(used).FullName, type.FullName);
                if (use.Item2 != from && seen.Add(use))
                    yield return use;
            }
        }
    }

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var i in type.Interfaces)
            yield return i.InterfaceType;
        foreach (var g in type.GenericParameters.SelectMany(p => p.Constraints))
            yield return g.ConstraintType;
        foreach (var f in type.Fields)
            yield return f.FieldType;
        foreach (var a in Attributes(type))
            yield return a;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var p in method.Parameters)
                yield return p.ParameterType;
            foreach (var a in Attributes(method))
                yield return a;
            if (!method.HasBody)
                continue;
            foreach (var v in method.Body.Variables)
                yield return v.VariableType;
            foreach (var instruction in method.Body.Instructions)
            {
                switch (instruction.Operand)
                {
                    case TypeReference t:
                        yield return t;
                        break;
                    case MethodReference m:
                        yield return m.DeclaringType;
                        yield return m.ReturnType;
                        foreach (var p in m.Parameters)
                            yield return p.ParameterType;
                        if (m is GenericInstanceMethod generic)
                        {
                            foreach (var argument in generic.GenericArguments)
                                yield return argument;
                        }
                        break;
                    case FieldReference f:
                        yield return f.DeclaringType;
                        yield return f.FieldType;
                        break;
                }
            }
        }
    }

    private static IEnumerable<TypeReference> Attributes(Mono.Cecil.ICustomAttributeProvider provider) => provider.CustomAttributes
        .SelectMany(a => a.ConstructorArguments.Select(c => c.Value).OfType<TypeReference>().Prepend(a.AttributeType));

    private static IEnumerable<TypeReference> Parts(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                yield break;
            case GenericInstanceType generic:
                foreach (var part in generic.GenericArguments.Append(generic.ElementType).SelectMany(Parts))
                    yield return part;
                break;
            case TypeSpecification specification:
                foreach (var part in Parts(specification.ElementType))
                    yield return part;
                break;
            default:
                yield return type;
                break;
        }
    }

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static IEnumerable<TypeDefinition> AllTypes(ModuleDefinition code) => code.Types.SelectMany(WithNested);

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
