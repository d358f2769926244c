using Portico.X12.Tests;
using SharpFuzz;

// seeds FOLDER writes one input of each kind; replay FILE... runs inputs once; nothing runs what the fuzzer sends.
switch (args)
{
    case ["seeds", var folder]:
        foreach (var (name, text) in Sample.All)
            File.WriteAllBytes(Path.Combine(folder, name.Replace(' ', '-')), Sample.Bytes(text));
        return;
    case ["replay", .. var files]:
        foreach (var file in files)
            Hold(File.ReadAllBytes(file));
        return;
    default:
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Hold(copy.ToArray());
        });
        return;
}

// The same input is cut into the same pieces each time.
static void Hold(byte[] input) => CodecLaws.Hold(input, 1 + input.Length % 97);
