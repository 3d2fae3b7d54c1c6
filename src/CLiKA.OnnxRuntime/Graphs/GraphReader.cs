using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Recognizes the format of a loaded graph.</summary>
internal static class GraphReader
{
    public static IDecoderGraph Read(string graphPath, OpenSession open, ModelConfiguration configuration) =>
        open.Session.InputMetadata.ContainsKey(GraphNames.LogitPositions)
            ? PrefixGraph.Read(graphPath, open, configuration)
            : ExportedGraph.Read(graphPath, open, configuration);
}
