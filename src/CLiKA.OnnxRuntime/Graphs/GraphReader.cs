using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Recognizes the shape of a loaded graph.</summary>
internal static class GraphReader
{
    public static IDecoderGraph Read(string graphPath, InferenceSession session, ModelConfiguration configuration) =>
        session.InputMetadata.ContainsKey(GraphNames.LogitPositions)
            ? PrefixGraph.Read(graphPath, session, configuration)
            : ExportedGraph.Read(graphPath, session, configuration);
}
