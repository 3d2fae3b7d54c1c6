using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Sines and cosines of the positions that a run has, computed in it. It is done in 64 bits and rounded once, as the tables are that models of
/// shorter texts have: 32 bits would be a hundredth of a turn off at the last of a hundred thousand positions.
/// </summary>
internal sealed class ComputedRotation
{
    private readonly OnnxGraph _graph;
    private readonly int _size;
    private readonly OnnxElementType _type;
    private readonly string _column;

    /// <summary>Adds the positions.</summary>
    /// <param name="graph">The graph, of which <see cref="DecoderRotation.AddRow"/> has been called.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="type">The type that the graph computes with.</param>
    /// <param name="logitPositions">Name of the wanted positions [batch, positions].</param>
    public ComputedRotation(OnnxGraph graph, DecoderConfiguration configuration, OnnxElementType type, string logitPositions)
    {
        (_graph, _size, _type) = (graph, configuration.RotatedSize, type);

        // The operator takes no fewer than it has to turn, tokens or wanted positions.
        var wanted = graph.Node("Squeeze", "wanted.count", [graph.Node("Shape", "wanted.shape", [logitPositions], ("start", 1), ("end", 2))]);
        var limit = graph.Node("Add", "positions.limit", [DecoderRotation.End, wanted]);
        var range = graph.Node("Range", "positions.range", [DecoderRotation.Past, limit, DecoderRotation.One]);
        var wide = graph.Node("Cast", "positions.double", [range], ("to", (int)OnnxElementType.Double));
        _column = graph.Node("Unsqueeze", "positions.column", [wide, graph.Constant("positions.axis", [-1])]);
        var own = graph.Node("Range", "positions.own", [graph.Constant("positions.first", [0], scalar: true), DecoderRotation.Sequence, DecoderRotation.One]);
        Positions = graph.Node("Expand", "positions.all", [own, DecoderRotation.Shape]);
    }

    /// <summary>Name of the places [batch, sequence] of a batch's tokens among the sines and cosines, of which the first are the first own token's.</summary>
    public string Positions { get; }

    /// <summary>Adds the sines and cosines of a rotation.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="name">What they are called.</param>
    /// <returns>Their names [past to past + sequence + positions, rotated size / 2].</returns>
    public (string Cosines, string Sines) Add(Rotation rotation, string name)
    {
        var angles = rotation.Angles(_size);
        var sines = Sines($"{name}.sines", angles);

        // ONNX Runtime has sines of 64 bits on the CPU, and no cosines. 1 - 2 sin²(x/2) rounds to the same 32 bits, as sin(x + pi/2) does not.
        var halves = Sines($"{name}.halves", Array.ConvertAll(angles, angle => angle / 2));
        var squares = _graph.Node("Mul", $"{name}.squares", [halves, halves]);
        var twice = _graph.Node("Add", $"{name}.squares.twice", [squares, squares]);
        var cosines = _graph.Node("Sub", $"{name}.cosines.wide", [_graph.Numbers($"{name}.whole", [1]), twice]);
        var magnitude = rotation.Scaling?.Magnitude ?? 1;
        return (Rounded($"{name}.cosines", cosines, magnitude), Rounded($"{name}.sines", sines, magnitude));
    }

    private string Sines(string name, double[] angles) =>
        _graph.Node("Sin", $"{name}.wide", [_graph.Node("Mul", $"{name}.turned", [_column, _graph.Numbers($"{name}.angles", angles)])]);

    private string Rounded(string name, string values, double magnitude)
    {
        var scaled = magnitude == 1 ? values : _graph.Node("Mul", $"{name}.scaled", [values, _graph.Numbers($"{name}.magnitude", [magnitude])]);
        var rounded = _graph.Node("Cast", name, [scaled], ("to", (int)OnnxElementType.Float));
        return _type == OnnxElementType.Float ? rounded : _graph.Node("Cast", $"{name}.half", [rounded], ("to", (int)_type));
    }
}
