using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portico.Platform.Clock;
using Portico.Platform.Store;
using Portico.Platform.UseCases;

namespace Portico.Platform.Drafts;

/// <summary>Half-filled forms, kept on the server: off the audited path, per user, encrypted, short-lived.</summary>
public sealed class DraftStore(DeskStore store, PracticeClock clock, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Portico.Drafts");

    /// <returns>Null when there is none, or when it was written by an older form.</returns>
    public async Task<T?> LoadAsync<T>(Call call, string form, string subject, CancellationToken ct) where T : class
    {
        await using var transaction = await store.ReadAsync(call.Practice, ct);
        var user = call.User.Value;
        var row = await transaction.Db.Set<DraftRow>().SingleOrDefaultAsync(
            d => d.PracticeId == call.Practice && d.UserId == user && d.Form == form && d.Subject == subject, ct);
        if (row is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(_protector.Unprotect(row.Body), DeskJson.Options);
        }
        catch (Exception old) when (old is JsonException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    public async Task SaveAsync<T>(Call call, string form, string subject, T value, CancellationToken ct) where T : class
    {
        var body = _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value, DeskJson.Options));
        var user = call.User.Value;
        await using var transaction = await store.WriteAsync(call.Practice, ct);
        var row = await transaction.Db.Set<DraftRow>().SingleOrDefaultAsync(
            d => d.PracticeId == call.Practice && d.UserId == user && d.Form == form && d.Subject == subject, ct);
        if (row is null)
            transaction.Db.Add(new DraftRow { UserId = user, Form = form, Subject = subject, Body = body, SavedAt = clock.Now });
        else
            (row.Body, row.SavedAt) = (body, clock.Now);
        await transaction.Db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task DiscardAsync(Call call, string form, string subject, CancellationToken ct)
    {
        var user = call.User.Value;
        await using var transaction = await store.WriteAsync(call.Practice, ct);
        await transaction.Db.Set<DraftRow>().Where(
            d => d.PracticeId == call.Practice && d.UserId == user && d.Form == form && d.Subject == subject).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
