using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>
/// Sines and cosines of the positions in a run, computed in the graph. They are computed in 64 bits and rounded once, as in the tables for models of
/// shorter texts: 32 bits would be off by a hundredth of a turn at the last of a hundred thousand positions.
/// </summary>
internal sealed class ComputedRotation
{
    private readonly OnnxGraph _graph;
    private readonly OnnxElementType _type;
    private readonly string _column;

    /// <summary>Adds the positions.</summary>
    /// <param name="graph">The graph, for which <see cref="DecoderRotation.AddRow"/> has been called.</param>
    /// <param name="type">The type of the computation.</param>
    /// <param name="logitPositions">Name of the requested positions [batch, positions].</param>
    public ComputedRotation(OnnxGraph graph, OnnxElementType type, string logitPositions)
    {
        (_graph, _type) = (graph, type);

        // The operator requires as many rows as there are tokens or requested positions to rotate.
        var wanted = graph.Node("Squeeze", "wanted.count", [graph.Node("Shape", "wanted.shape", [logitPositions], ("start", 1), ("end", 2))]);
        var limit = graph.Node("Add", "positions.limit", [DecoderRotation.End, wanted]);
        var range = graph.Node("Range", "positions.range", [DecoderRotation.Past, limit, DecoderRotation.One]);
        var wide = graph.Node("Cast", "positions.double", [range], ("to", (int)OnnxElementType.Double));
        _column = graph.Node("Unsqueeze", "positions.column", [wide, graph.Constant("positions.axis", [-1])]);
        var own = graph.Node("Range", "positions.own", [graph.Constant("positions.first", [0], scalar: true), DecoderRotation.Sequence, DecoderRotation.One]);
        Positions = graph.Node("Expand", "positions.all", [own, DecoderRotation.Shape]);
    }

    /// <summary>Name of the indices [batch, sequence] of a batch's tokens into the sines and cosines, which start with the first own token.</summary>
    public string Positions { get; }

    /// <summary>Adds the sines and cosines of a rotary embedding.</summary>
    /// <param name="rotation">The rotary embedding.</param>
    /// <param name="size">Number of values of a head that are rotated.</param>
    /// <param name="name">Prefix of their names.</param>
    /// <returns>Their names [past to past + sequence + positions, rotated size / 2].</returns>
    public (string Cosines, string Sines) Add(Rotation rotation, int size, string name)
    {
        var angles = rotation.Angles(size);
        var sines = Sines($"{name}.sines", angles);

        // On the CPU, ONNX Runtime has 64-bit sines but no cosines. 1 - 2 sin²(x/2) rounds to the same 32 bits, unlike sin(x + pi/2).
        var halves = Sines($"{name}.halves", Array.ConvertAll(angles, angle => angle / 2));
        var squares = _graph.Node("Mul", $"{name}.squares", [halves, halves]);
        var twice = _graph.Node("Add", $"{name}.squares.twice", [squares, squares]);
        var cosines = _graph.Node("Sub", $"{name}.cosines.wide", [_graph.Doubles($"{name}.whole", [1]), twice]);
        var magnitude = rotation.Scaling?.Magnitude ?? 1;
        return (Rounded($"{name}.cosines", cosines, magnitude), Rounded($"{name}.sines", sines, magnitude));
    }

    private string Sines(string name, double[] angles) =>
        _graph.Node("Sin", $"{name}.wide", [_graph.Node("Mul", $"{name}.turned", [_column, _graph.Doubles($"{name}.angles", angles)])]);

    private string Rounded(string name, string values, double magnitude)
    {
        var scaled = magnitude == 1 ? values : _graph.Node("Mul", $"{name}.scaled", [values, _graph.Doubles($"{name}.magnitude", [magnitude])]);
        var rounded = _graph.Node("Cast", name, [scaled], ("to", (int)OnnxElementType.Float));
        return _type == OnnxElementType.Float ? rounded : _graph.Node("Cast", $"{name}.half", [rounded], ("to", (int)_type));
    }
}
