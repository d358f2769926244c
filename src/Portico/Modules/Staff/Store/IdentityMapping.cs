using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portico.Platform.Store;

namespace Portico.Modules.Staff.Store;

/// <summary>The parts of ASP.NET Core Identity that the desk uses, mapped by hand: global tables, passkeys as schema Version3 has them.</summary>
internal sealed class IdentityMapping : IStoreMapping
{
    public void Map(ModelBuilder model, StoreKind store)
    {
        model.Entity<DeskUser>(user =>
        {
            user.ToTable("desk_user");
            user.HasKey(u => u.Id);
            user.HasIndex(u => u.NormalizedUserName).IsUnique();
            user.Property(u => u.UserName).HasMaxLength(256);
            user.Property(u => u.NormalizedUserName).HasMaxLength(256);
            user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
            // The desk counts and locks by its own clock; codes go by app, never by mail or text.
            user.Ignore(u => u.LockoutEnd);
            user.Ignore(u => u.LockoutEnabled);
            user.Ignore(u => u.Email);
            user.Ignore(u => u.NormalizedEmail);
            user.Ignore(u => u.EmailConfirmed);
            user.Ignore(u => u.PhoneNumber);
            user.Ignore(u => u.PhoneNumberConfirmed);
            user.Ignore(u => u.TwoFactorEnabled);
        });
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("desk_user_passkey");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.HasIndex(p => p.UserId);
            passkey.HasOne<DeskUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
            // One column of JSON, as Identity keeps it; read whole, changed whole.
            passkey.Property(p => p.Data).HasConversion(
                data => JsonSerializer.Serialize(data, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<IdentityPasskeyData>(json, JsonSerializerOptions.Web)
                    ?? new IdentityPasskeyData { PublicKey = Array.Empty<byte>(), AttestationObject = Array.Empty<byte>(), ClientDataJson = Array.Empty<byte>() });
        });
        model.Entity<RecoveryCodeRow>(code =>
        {
            code.ToTable("desk_user_recovery_code");
            code.HasKey(c => c.Id);
            code.HasIndex(c => new { c.UserId, c.Hash }).IsUnique();
            code.HasOne<DeskUser>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
