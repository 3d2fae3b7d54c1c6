using CLiKA.Onnx.Architectures.States;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds attention and a block with a state beside it to a graph, whose outputs are added up. Their projections come before the sum.</summary>
/// <param name="graph">The graph.</param>
/// <param name="factors">What multiplies their inputs and outputs.</param>
/// <param name="type">The type of the computation.</param>
/// <param name="attention">Adds attention.</param>
/// <param name="stateful">Adds the block with a state.</param>
internal sealed class ParallelMixer(OnnxGraph graph, ParallelFactors factors, OnnxElementType type, ITokenMixer attention, ITokenMixer stateful) : ITokenMixer
{
    private readonly ConstantFactor _intoAttention = new(graph, "attention.in.factor", factors.IntoAttention, type);
    private readonly ConstantFactor _outOfAttention = new(graph, "attention.out.factor", factors.OutOfAttention, type);
    private readonly ConstantFactor _intoState = new(graph, "state.in.factor", factors.IntoState, type);
    private readonly ConstantFactor _outOfState = new(graph, "state.out.factor", factors.OutOfState, type);

    public string Add(int layer, string input) =>
        Sum(layer, attention.Add(layer, IntoAttention(layer, input)), stateful.Add(layer, IntoState(layer, input)));

    public string AddWanted(int layer, string input, string asking, WantedPositions wanted)
    {
        var asked = _intoAttention.Times($"{Name(layer)}.attention.asking", asking);
        var attended = attention.AddWanted(layer, IntoAttention(layer, input), asked, wanted);
        return Sum(layer, attended, stateful.AddWanted(layer, IntoState(layer, input), asking, wanted));
    }

    public string Project(int layer, string mixed) => mixed;

    private static string Name(int layer) => $"model.layers.{layer}.parallel";

    private string IntoAttention(int layer, string input) => _intoAttention.Times($"{Name(layer)}.attention.in", input);

    private string IntoState(int layer, string input) => _intoState.Times($"{Name(layer)}.state.in", input);

    private string Sum(int layer, string attended, string stored)
    {
        var name = Name(layer);
        return graph.Node(
            "Add",
            name,
            [
                _outOfAttention.Times($"{name}.attention.out", attention.Project(layer, attended)),
                _outOfState.Times($"{name}.state.out", stateful.Project(layer, stored)),
            ]);
    }
}
