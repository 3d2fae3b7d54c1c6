using System.Runtime.InteropServices;
using CLiKA.Onnx.Architectures;

namespace CLiKA.Onnx;

/// <summary>The rotary position embedding: the tables of sines and cosines, and the positions of a batch's tokens.</summary>
internal static class DecoderRotation
{
    /// <summary>Name of the length of the past, a scalar, once <see cref="Positions"/> has been added.</summary>
    public const string Past = "past";

    /// <summary>Name of the length of past and own tokens together, a scalar, once <see cref="Positions"/> has been added.</summary>
    public const string End = "end";

    /// <summary>Name of the positions of a row's own tokens [sequence], once <see cref="Positions"/> has been added.</summary>
    public const string Row = "positions.row";

    // Tables rather than Sin and Cos nodes: every device then rotates by the same angles to the last bit.
    public static (string Cosines, string Sines) Tables(
        OnnxGraph graph, DecoderConfiguration configuration, Rotation rotation, string name, OnnxElementType type)
    {
        var (cosines, sines) = (Table($"{name}.cosines", Math.Cos), Table($"{name}.sines", Math.Sin));
        return type == OnnxElementType.Float
            ? (cosines, sines)
            : (graph.Node("Cast", cosines + ".half", [cosines], ("to", (int)type)), graph.Node("Cast", sines + ".half", [sines], ("to", (int)type)));

        string Table(string table, Func<double, double> function) => graph.Initializer(new(
            table,
            OnnxElementType.Float,
            [configuration.MaximumPositions, configuration.RotatedSize / 2],
            stream => Write(stream, rotation.Angles(configuration.RotatedSize), configuration.MaximumPositions, Scaled(function))));

        Func<double, double> Scaled(Func<double, double> function) =>
            rotation.Scaling is { Magnitude: var magnitude } ? angle => magnitude * function(angle) : function;
    }

    /// <summary>Positions [batch, sequence]; the first token of a row stands right after the past.</summary>
    public static string Positions(OnnxGraph graph, string inputIds, string pastKey)
    {
        var shape = graph.Node("Shape", "input.shape", [inputIds]);
        var sequence = graph.Node("Squeeze", "sequence", [graph.Node("Shape", "sequence.shape", [inputIds], ("start", 1), ("end", 2))]);
        var past = graph.Node("Squeeze", Past, [graph.Node("Shape", "past.shape", [pastKey], ("start", 2), ("end", 3))]);
        var end = graph.Node("Add", End, [past, sequence]);
        var range = graph.Node("Range", Row, [past, end, graph.Constant("one", [1], scalar: true)]);
        return graph.Node("Expand", "positions.all", [range, shape]);
    }

    private static void Write(Stream stream, double[] angles, int positions, Func<double, double> function)
    {
        var row = new float[angles.Length];
        for (var position = 0; position < positions; position++)
        {
            for (var pair = 0; pair < row.Length; pair++)
            {
                row[pair] = (float)function(position * angles[pair]);
            }

            stream.Write(MemoryMarshal.AsBytes<float>(row));
        }
    }
}
