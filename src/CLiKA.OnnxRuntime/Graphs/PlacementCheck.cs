using CLiKA.OnnxRuntime.Devices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Confirms that a graph requested on a GPU runs there: ONNX Runtime falls back to the CPU silently.</summary>
internal static class PlacementCheck
{
    private const int RowLength = 8;
    private const int CopiedBytes = 8;

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
            var what = OutOfMemory.Caused(error) ? "the device has too little memory for it" : "ONNX Runtime cannot run it on CUDA";
            throw new InvalidInputException(graphPath, $"{what}: {CudaLibraries.FailureIn(error.Message).TrimEnd()}", error);
        }

        var placement = NodePlacement.Read(open.Session.EndProfiling());
        if (placement.Ran("Attention"))
        {
            RequireWholeHeads(graphPath, open.Session);
        }

        var outside = placement.Outside(SessionOpener.CudaProvider);
        if (outside.Count > 0)
        {
            throw new InvalidInputException(
                graphPath,
                $"ONNX Runtime runs {outside.Count} heavy operators outside CUDA: {string.Join("; ", outside.Take(3))}"
                + $"{(outside.Count > 3 ? " and others" : string.Empty)}. Export the graph for CUDA, or set the device to cpu.");
        }
    }

    // 1.31.0 gave wrong answers or NaN, but no error, for heads of 7 numbers of 32 bits and of 10 and 14 of 16 bits.
    private static void RequireWholeHeads(string graphPath, InferenceSession session)
    {
        foreach (var (name, heads) in session.InputMetadata.Where(input => input.Key.StartsWith($"{GraphNames.Past}.", StringComparison.Ordinal)))
        {
            if (heads.Dimensions is [_, _, _, var size] && size * SignatureCheck.SizeOf(heads) % CopiedBytes != 0)
            {
                throw new InvalidInputException(
                    graphPath,
                    $"the heads of '{name}' have {size} numbers of {8 * SignatureCheck.SizeOf(heads)} bits. On CUDA, ONNX Runtime's Attention copies keys and values "
                    + $"{CopiedBytes} bytes at a time and mixes up heads whose size is not a multiple of that. Set the device to cpu.");
            }
        }
    }
}
