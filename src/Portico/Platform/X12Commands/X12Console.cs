using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Portico.Platform.X12Commands;

/// <summary>Where the x12 commands read from and write to.</summary>
/// <param name="Input">Standard input, opened when it is asked for.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsTerminal">True when a person looks at the output: it may have colours and pages.</param>
/// <param name="IsTyped">True when standard input is the keyboard.</param>
/// <param name="Now">The time at the machine's place, for what is sent back.</param>
internal sealed record X12Console(Func<Stream> Input, Stream Output, TextWriter Error, bool IsTerminal, bool IsTyped, DateTime Now)
{
    /// <summary>What was printed can no longer be read by anybody: a pipe was closed, a pager left. No error.</summary>
    public sealed class OutputClosedException(IOException inner) : Exception(inner.Message, inner);

    public static X12Console OfProcess() => new(Console.OpenStandardInput, OpenOutput(), Console.Error,
        !Console.IsOutputRedirected, !Console.IsInputRedirected, TimeProvider.System.GetLocalNow().DateTime);

    // The console's own stream swallows a closed pipe, and a long input would be read to its end for nobody. A file keeps
    // that stream: another one would not move the position that it shares with the shell's next command.
    private static Stream OpenOutput()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
                return pipe;
        }
        return Console.OpenStandardOutput();
    }

    /// <summary>Runs something that writes; on a terminal what it writes goes through the reader's pager.</summary>
    public int Write(bool isPaged, Func<Stream, int> write)
    {
        using var pager = IsTerminal && isPaged ? StartPager() : null;
        try
        {
            using var output = new BufferedStream(new ClosableOutput(pager?.StandardInput.BaseStream ?? Output), 1 << 16);
            var exit = write(output);
            output.Flush();
            return exit;
        }
        catch (OutputClosedException)
        {
            return 0;
        }
        finally
        {
            if (pager is not null)
            {
                Close(pager);
                pager.WaitForExit();
            }
        }
    }

    private static void Close(Process pager)
    {
        try
        {
            pager.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was left before the last page.
        }
    }

    private static Process? StartPager()
    {
        var asked = Environment.GetEnvironmentVariable("PAGER");
        if (asked is "" or "cat" || OperatingSystem.IsWindows() || (asked is null && !IsInPath("less")))
            return null;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(asked ?? "less");
        // One page is shown and left there, colours are let through, and what was searched for is not written to a file.
        start.Environment.TryAdd("LESS", "FRX");
        start.Environment["LESSHISTFILE"] = "-";
        return Process.Start(start);
    }

    private static bool IsInPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    private sealed class ClosableOutput(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => Try(inner.Flush);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Try(() => inner.Write(buffer, offset, count));

        private static void Try(Action write)
        {
            try
            {
                write();
            }
            catch (IOException closed)
            {
                throw new OutputClosedException(closed);
            }
        }
    }
}
