using CLiKA.OnnxRuntime.Devices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Confirms that a graph requested on a GPU runs there: ONNX Runtime falls back to the CPU silently.</summary>
internal static class PlacementCheck
{
    private const int RowLength = 8;

    /// <summary>Runs a graph once, ends the session's profile and reads from it where the nodes ran.</summary>
    /// <exception cref="InvalidInputException">
    /// A heavy operator ran elsewhere (the message names it), or the graph cannot be run on the device at all.
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
            // This is where a GPU too old for the provider is found, and a library that the provider loads only when an operator needs it (cuDNN).
            throw new InvalidInputException(graphPath, $"ONNX Runtime cannot run it on CUDA: {CudaLibraries.FailureIn(error.Message).TrimEnd()}", error);
        }

        var outside = NodePlacement.Outside(open.Session.EndProfiling(), SessionOpener.CudaProvider);
        if (outside.Count > 0)
        {
            throw new InvalidInputException(
                graphPath,
                $"ONNX Runtime runs {outside.Count} heavy operators outside CUDA: {string.Join("; ", outside.Take(3))}"
                + $"{(outside.Count > 3 ? " and others" : string.Empty)}. Export the graph for CUDA, or set the device to cpu.");
        }
    }
}
