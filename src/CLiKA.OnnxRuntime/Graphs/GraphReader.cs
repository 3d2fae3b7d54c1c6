using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Reads a loaded graph, of whichever format.</summary>
internal static class GraphReader
{
    /// <summary>Recognizes the format of a graph, and confirms that it runs on the device that it was loaded on.</summary>
    /// <exception cref="InvalidInputException">The graph has no supported format, or does not run on the device.</exception>
    public static IDecoderGraph Read(string graphPath, OpenSession open, ModelConfiguration configuration)
    {
        IDecoderGraph graph = open.Session.InputMetadata.ContainsKey(GraphNames.LogitPositions)
            ? PrefixGraph.Read(graphPath, open, configuration)
            : ExportedGraph.Read(graphPath, open, configuration);
        if (open.DeviceClass == "cuda")
        {
            PlacementCheck.Run(graphPath, open, graph, configuration.VocabularySize);
        }

        return graph;
    }
}
