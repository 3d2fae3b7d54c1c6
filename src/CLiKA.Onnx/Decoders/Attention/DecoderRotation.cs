using System.Runtime.InteropServices;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>The rotary position embedding: tables of sines and cosines, and the positions of a batch's tokens.</summary>
internal static class DecoderRotation
{
    /// <summary>Name of the length of the past, a scalar, after a call of <see cref="AddRow"/>.</summary>
    public const string Past = "past";

    /// <summary>Name of the number of a row's own tokens, a scalar, after a call of <see cref="AddRow"/>.</summary>
    public const string Sequence = "sequence";

    /// <summary>Name of the total length of past and own tokens, a scalar, after a call of <see cref="AddRow"/>.</summary>
    public const string End = "end";

    /// <summary>Name of the positions of a row's own tokens [sequence], after a call of <see cref="AddRow"/>.</summary>
    public const string Row = "positions.row";

    /// <summary>Name of the number 1, a scalar, after a call of <see cref="AddRow"/>.</summary>
    public const string One = "one";

    /// <summary>Name of the shape of a batch's tokens, after a call of <see cref="AddRow"/>.</summary>
    public const string Shape = "input.shape";

    // 4 MiB for each table.
    private const long MostTabled = 1 << 20;

    /// <summary>
    /// Returns whether sines and cosines of all positions are stored in tables. For models of long texts tables would take hundreds of megabytes, and
    /// <see cref="ComputedRotation"/> computes those that a run needs.
    /// </summary>
    public static bool IsTabled(DecoderConfiguration configuration) =>
        configuration.MaximumPositions * (RotatedSizes(configuration).Max() / 2L) <= MostTabled;

    // Tables rather than Sin and Cos nodes, so that every device rotates by bit-identical values.
    public static (string Cosines, string Sines) Tables(
        OnnxGraph graph, int positions, Rotation rotation, int size, string name, OnnxElementType type)
    {
        var (cosines, sines) = (Table($"{name}.cosines", Math.Cos), Table($"{name}.sines", Math.Sin));
        return type == OnnxElementType.Float
            ? (cosines, sines)
            : (graph.Node("Cast", cosines + ".half", [cosines], ("to", (int)type)), graph.Node("Cast", sines + ".half", [sines], ("to", (int)type)));

        string Table(string table, Func<double, double> function) => graph.Initializer(new(
            table,
            OnnxElementType.Float,
            [positions, size / 2],
            stream => Write(stream, rotation.Angles(size), positions, Scaled(function))));

        Func<double, double> Scaled(Func<double, double> function) =>
            rotation.Scaling is { Magnitude: var magnitude } ? angle => magnitude * function(angle) : function;
    }

    /// <summary>Adds the positions [batch, sequence]; the first token of a row follows the past immediately.</summary>
    public static string Positions(OnnxGraph graph) => graph.Node("Expand", "positions.all", [Row, Shape]);

    /// <summary>Adds the lengths of the past and of a row, and the positions of its tokens.</summary>
    public static void AddRow(OnnxGraph graph, string inputIds, string pastKey)
    {
        graph.Node("Shape", Shape, [inputIds]);
        var sequence = graph.Node("Squeeze", Sequence, [graph.Node("Shape", "sequence.shape", [inputIds], ("start", 1), ("end", 2))]);
        var past = graph.Node("Squeeze", Past, [graph.Node("Shape", "past.shape", [pastKey], ("start", 2), ("end", 3))]);
        var end = graph.Node("Add", End, [past, sequence]);
        graph.Node("Range", Row, [past, end, graph.Constant(One, [1], scalar: true)]);
    }

    private static IEnumerable<int> RotatedSizes(DecoderConfiguration configuration) =>
        Enumerable.Range(0, configuration.Layers).Select(layer => configuration.RotatedSizeIn(configuration.HeadSizeOf(layer)));

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
