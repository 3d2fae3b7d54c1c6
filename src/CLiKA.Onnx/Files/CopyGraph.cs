namespace CLiKA.Onnx.Files;

/// <summary>A graph that gives what it is given: with it a session moves a value to its device.</summary>
public static class CopyGraph
{
    /// <summary>Name of what goes in.</summary>
    public const string Input = "original";

    /// <summary>Name of what comes out.</summary>
    public const string Output = "copy";

    /// <summary>Makes the graph.</summary>
    /// <param name="isHalf">Whether values have 16 bits, and not 32.</param>
    /// <param name="rank">How many dimensions they have.</param>
    /// <returns>A model of ONNX.</returns>
    public static byte[] Of(bool isHalf, int rank)
    {
        object[] dimensions = [.. Enumerable.Range(0, rank).Select(dimension => $"size{dimension}")];
        var type = isHalf ? OnnxElementType.Float16 : OnnxElementType.Float;
        var graph = new OnnxGraph();
        graph.Input(Input, type, dimensions);
        graph.Node("Identity", Output, [Input]);
        graph.Output(Output, type, dimensions);
        return OnnxModelFile.Bytes(graph);
    }
}
