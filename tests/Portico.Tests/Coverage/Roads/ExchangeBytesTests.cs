using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Portico.Modules.Coverage.Roads;

namespace Portico.Tests.Coverage.Roads;

/// <summary>What is stored of exchanges and secrets can be read by nobody without the keys.</summary>
public sealed class ExchangeBytesTests
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [Fact]
    public void Bytes_come_back_as_they_were_and_are_stored_smaller_and_unreadable()
    {
        var raw = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("EB*B**98^48*HM*SYNTHETIC PLAN*27*25~", 300)));
        var stored = new ExchangeBytes(_keys).Protect(raw);
        stored.Length.ShouldBeLessThan(raw.Length / 4);
        stored.AsSpan().IndexOf("SYNTHETIC"u8).ShouldBe(-1);
        new ExchangeBytes(_keys).Unprotect(stored).ShouldBe(raw);
        new ExchangeBytes(_keys).Unprotect(new ExchangeBytes(_keys).Protect([])).ShouldBeEmpty();
        var noise = RandomNumberGenerator.GetBytes(10_000);
        new ExchangeBytes(_keys).Unprotect(new ExchangeBytes(_keys).Protect(noise)).ShouldBe(noise);
    }

    [Fact]
    public void A_secret_comes_back_whole_and_prints_nothing()
    {
        var secret = new RoadSecret { Password = "synthetic", PrivateKey = "-----BEGIN", Passphrase = "é" };
        var stored = new RoadSecrets(_keys).Protect(secret);
        stored.AsSpan().IndexOf("synthetic"u8).ShouldBe(-1);
        new RoadSecrets(_keys).Unprotect(stored).ShouldBe(secret);
        secret.ToString().ShouldBe("(secret)");
    }

    [Fact]
    public void Neither_opens_the_other_and_damage_is_noticed()
    {
        var (exchanges, secrets) = (new ExchangeBytes(_keys), new RoadSecrets(_keys));
        Should.Throw<CryptographicException>(() => exchanges.Unprotect(secrets.Protect(new())));
        Should.Throw<CryptographicException>(() => secrets.Unprotect(exchanges.Protect("{}"u8)));
        var stored = exchanges.Protect("ISA"u8);
        stored[^1] ^= 1;
        Should.Throw<CryptographicException>(() => exchanges.Unprotect(stored));
        Should.Throw<CryptographicException>(() => new ExchangeBytes(new EphemeralDataProtectionProvider()).Unprotect(exchanges.Protect("ISA"u8)));
    }
}
