using CLiKA.OnnxRuntime.Devices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Sees to it that a graph that was asked for on a GPU computes there: ONNX Runtime falls back to the CPU without a word.</summary>
internal static class PlacementCheck
{
    private const int RowLength = 8;

    /// <summary>Runs a graph once, and reads in the session's profile where its nodes ran. Ends the profile.</summary>
    /// <exception cref="InvalidInputException">
    /// A product of matrices or an attention ran elsewhere, which the message names, or the graph cannot be run there at all.
    /// </exception>
    public static void Run(string graphPath, OpenSession open, IDecoderGraph graph, int vocabularySize)
    {
        try
        {
            using var runner = graph.Begin([]);
            runner.Run([[PlanProbe.RowOf(RowLength, vocabularySize)]], (_, _, _) => { });
        }
        catch (OnnxRuntimeException error)
        {
            // Here a GPU is found out that is too old for the provider, and a library that it opens only where an operator needs it (cuDNN).
            throw new InvalidInputException(graphPath, $"ONNX Runtime cannot run it on CUDA: {error.Message}", error);
        }

        var outside = NodePlacement.Outside(open.Session.EndProfiling(), SessionOpener.CudaProvider);
        if (outside.Count > 0)
        {
            throw new InvalidInputException(
                graphPath,
                $"{outside.Count} nodes would not run on CUDA: {string.Join("; ", outside.Take(3))}. "
                + "Export the graph for CUDA, or ask for cpu.");
        }
    }
}
