namespace Portico.Shell;

/// <summary>The answer to a person while the database is away: plain text in a page, for nothing that reads is left to build on.</summary>
internal static class AwayPage
{
    public static Task WriteAsync(HttpContext context)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.RetryAfter = "5";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync("""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
              <base href="/" /><link rel="stylesheet" href="house.css" /><script src="shell.js" defer></script>
              <title>The database does not answer – Portico</title></head>
            <body><main class="alone" id="main"><div class="desk"><div class="panel">
              <h1>The database does not answer</h1>
              <p>What was saved is safe, and a form that was half filled is offered again. Try again in a moment; if it stays so, tell your administrator.</p>
              <div class="actions"><button type="button" class="primary" data-reload>Try again</button></div>
            </div></div></main></body>
            </html>
            """, context.RequestAborted);
    }
}
