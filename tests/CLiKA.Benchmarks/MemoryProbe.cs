using System.Diagnostics;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;

namespace CLiKA.Benchmarks;

/// <summary>The most memory that a process holds which does nothing but ask a model: this program, started again.</summary>
internal static class MemoryProbe
{
    /// <summary>The argument that makes this program ask once and print what it held at most.</summary>
    public const string Argument = "memory";

    private const int Count = 50;

    /// <summary>Megabytes that a process of its own holds at most.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shared">Tokens that all prompts share.</param>
    /// <param name="own">Tokens of each prompt's own; 0 loads the model and asks nothing.</param>
    /// <param name="threads">Threads.</param>
    public static double Megabytes(BenchmarkModel model, int shared, int own, int threads)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(MemoryProbe).Assembly.Location, Argument, model.Folder, $"{shared}", $"{own}", $"{threads}"])
        {
            RedirectStandardOutput = true,
        })!;
        var bytes = long.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        process.WaitForExit();
        return bytes / 1e6;
    }

    /// <summary>What the process of its own does.</summary>
    public static void Ask(string folder, int shared, int own, int threads)
    {
        using var answerer = OnnxAnswerer.Load(folder, new() { Device = DeviceRequest.Cpu, Threads = threads });
        if (own > 0)
        {
            answerer.AnswerAsync(PromptSet.Of(Count, shared, own), Scoring.Letter, null, CancellationToken.None).GetAwaiter().GetResult();
        }

        Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64);
    }
}
