using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>
/// Finds the fastest plan by trial: what a graph allows is decided inside its operators (GroupQueryAttention takes no batch after a past) and
/// does not show in its signature. A plan is accepted if it reproduces the logits of rows that run alone and without a cached prefix.
/// </summary>
internal static class PlanProbe
{
    // Rows of different lengths that differ after the prefix, so that padding and independence of neighbours are tested too.
    private const int PrefixLength = 5;
    private const int LongRow = 12;
    private const int ShortRow = 9;
    private const long LongStep = 7_919;
    private const long ShortStep = 104_729;

    // Plans that differ only in the order of summation stay below the first tolerance or, in graphs that compute in 16 bits, below the second.
    // Graphs that quantize activations with one scale for the whole batch exceed the first: their answers would depend on the neighbours in a
    // batch.
    private const double Tolerance = 2e-3;
    private const double HalfTolerance = 0.05;

    /// <summary>Returns the maximum difference in a log-probability between plans of a graph.</summary>
    /// <param name="session">The graph.</param>
    public static double ToleranceOf(InferenceSession session) => HasHalves(session) ? HalfTolerance : Tolerance;

    /// <summary>Returns whether any output of a graph is a 16-bit float.</summary>
    public static bool HasHalves(InferenceSession session) =>
        session.OutputMetadata.Values.Any(output => output.ElementType == typeof(Float16));

    /// <summary>Tries the plans, the fastest first.</summary>
    /// <exception cref="InvalidInputException">The graph cannot be run at all.</exception>
    public static RunPlan Find(string graphPath, ExportedGraph graph, int vocabularySize)
    {
        Row[] rows = [RowOf(LongRow, vocabularySize), RowOf(ShortRow, vocabularySize, ShortStep)];
        float[][] expected;
        try
        {
            expected = [.. rows.SelectMany(row => Ask(graph, [row], prefixLength: 0, batches: false))];
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidInputException(graphPath, $"ONNX Runtime cannot run it: {CudaLibraries.FailureIn(error.Message)}{AdviceOn(error.Message)}", error);
        }

        var why = graph.Plan.Why;
        foreach (var (reuses, batches) in PlansOn(graph.Open.DeviceClass))
        {
            if (reuses && graph.Pasts.Length == 0)
            {
                continue;
            }

            if (Try(graph, rows, expected, reuses, batches) is not { } problem)
            {
                return new(reuses, batches, why);
            }

            why = why.Length > 0 ? why : problem;
        }

        return new(ReusesPrefix: false, Batches: false, why);
    }

    /// <summary>Returns advice for a graph that cannot be run at all; empty where ONNX Runtime's message says all there is.</summary>
    /// <param name="message">ONNX Runtime's message.</param>
    public static string AdviceOn(string message)
    {
        const string Windowed = " Some layers keep keys and values of a sliding window only";
        return !message.Contains("sliding_window_cache", StringComparison.Ordinal) ? string.Empty

            // CUDA requires in-place updates, which would overwrite the shared prefix.
            : message.Contains("share the same buffer", StringComparison.Ordinal)
                ? $"{Windowed}, and overwrite them; build it with windowed_kv_cache=false, or set the device to cpu."

                // Only genai_config.json gives the length of such a cache.
                : $"{Windowed}; expected genai_config.json to say which, or a graph built with windowed_kv_cache=false.";
    }

    // A single row leaves a GPU bound by reading its weights, which takes as long as computing some two hundred more tokens.
    private static (bool Reuses, bool Batches)[] PlansOn(string deviceClass) =>
        deviceClass == "cpu" ? [(true, true), (true, false), (false, true)] : [(true, true), (false, true), (true, false)];

    private static string? Try(ExportedGraph graph, Row[] rows, float[][] expected, bool reuses, bool batches)
    {
        try
        {
            var actual = Ask(graph, rows, reuses ? PrefixLength : 0, batches);
            return actual.Zip(expected).All(pair => IsSame(pair.First, pair.Second, graph.Tolerance))
                ? null
                : $"{new RunPlan(reuses, batches, string.Empty)} gives other logits";
        }
        catch (OnnxRuntimeException error)
        {
            return error.Message.Split('\n')[0];
        }
    }

    private static bool IsSame(float[] actual, float[] expected, double tolerance)
    {
        var shift = LogSoftmax.Denominator(actual) - LogSoftmax.Denominator(expected);
        return actual.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second - shift) < tolerance);
    }

    private static List<float[]> Ask(ExportedGraph graph, Row[] rows, int prefixLength, bool batches)
    {
        var logits = new List<float[]>();
        using var runner = graph.Begin(rows[0].Tokens.AsSpan(0, prefixLength));
        var groups = rows.Select(row => (Row[])[row]).ToArray();
        foreach (var batch in batches ? [groups] : groups.Select(group => (Row[][])[group]))
        {
            runner.Run(batch, (_, _, values) => logits.Add(values.ToArray()));
        }

        return logits;
    }

    /// <summary>Creates a row of arbitrary tokens.</summary>
    public static Row RowOf(int length, int vocabularySize, long step = LongStep) => new(
        0,
        0,
        [
            .. Enumerable.Range(0, length)
                .Select(index => (int)(((index * (index < PrefixLength ? LongStep : step)) + 17) % vocabularySize)),
        ],
        [[default], [default]]);
}
