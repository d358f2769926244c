using System.Security.Cryptography;
using System.Text;

namespace Portico.Modules.Scheduling.DowntimeSheets;

/// <summary>A page that opens in any browser, without the program and without a network, for whoever knows the passphrase.</summary>
/// <remarks>PBKDF2 with SHA-256 makes the key, AES-256-GCM seals the page; the browser's own WebCrypto undoes both.</remarks>
internal sealed class SealedPage : IDisposable
{
    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA256.</summary>
    public const int Iterations = 600_000;

    private const int TagBytes = 16;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly AesGcm _aes;

    // One cipher takes one page at a time.
    private readonly Lock _sealing = new();

    /// <param name="passphrase">What opens the pages. The key is made once: it is slow on purpose.</param>
    public SealedPage(string passphrase) =>
        _aes = new AesGcm(Rfc2898DeriveBytes.Pbkdf2(passphrase, _salt, Iterations, HashAlgorithmName.SHA256, 32), TagBytes);

    /// <param name="inside">The page's main part, as HTML.</param>
    /// <param name="title">Says nothing of a patient: it is read without the passphrase.</param>
    public string Seal(string inside, string title)
    {
        var plain = Encoding.UTF8.GetBytes(inside);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var sealedBytes = new byte[plain.Length + TagBytes];
        // WebCrypto wants the tag behind the text.
        lock (_sealing)
            _aes.Encrypt(nonce, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        return $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'">
            <title>{title}</title><style>{DowntimePaper.Style}</style></head><body>
            <main><form class="no-print"><h1>{title}</h1><p><label for="pass">Passphrase of the downtime sheets</label>
            <input id="pass" type="password" autocomplete="off" autofocus> <button>Open</button></p><p id="said" role="alert"></p></form><div id="sheet"></div></main>
            <script type="text/plain" id="sealed" data-salt="{Convert.ToBase64String(_salt)}" data-nonce="{Convert.ToBase64String(nonce)}" data-iterations="{Iterations}">{Convert.ToBase64String(sealedBytes)}</script>
            <script>{Script}</script></body></html>
            """;
    }

    private const string Script = """
        'use strict';
        const sealed = document.getElementById('sealed'), said = document.getElementById('said'), form = document.querySelector('form');
        const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
        form.addEventListener('submit', async event => {
          event.preventDefault();
          said.textContent = 'Opening.';
          try {
            const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(document.getElementById('pass').value), 'PBKDF2', false, ['deriveKey']);
            const key = await crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes(sealed.dataset.salt), iterations: Number(sealed.dataset.iterations) },
              base, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
            const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(sealed.dataset.nonce) }, key, bytes(sealed.textContent));
            document.getElementById('sheet').innerHTML = new TextDecoder().decode(plain);
            form.remove();
          } catch { said.textContent = 'This passphrase does not open it.'; }
        });
        """;

    public void Dispose() => _aes.Dispose();
}
