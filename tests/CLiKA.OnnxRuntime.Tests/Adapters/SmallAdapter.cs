using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

/// <summary>Adapters with seeded random values, for the small decoders.</summary>
internal static class SmallAdapter
{
    public static LoraAdapter Of(
        DecoderConfiguration configuration, int rank = 4, double alpha = 6, int seed = 1, params string[] projections)
    {
        var adapted = projections.Length > 0 ? projections : ["q_proj", "v_proj"];
        var names = SmallLlama.Names(configuration)
            .Where(name => name.EndsWith(".weight", StringComparison.Ordinal) && adapted.Contains(name.Split('.')[^2]));
        return new(rank, alpha, [.. names.Select(name =>
        {
            var (outputs, inputs) = SmallLlama.Shape(configuration, name);
            return new LoraModule(
                name[..^".weight".Length], inputs, outputs, Values(rank * inputs, name, seed), Values(outputs * rank, name, seed + 1));
        })]);
    }

    /// <summary>The model's weights with the adapter's added, W + scaling B A, in double precision and rounded once.</summary>
    public static Func<string, float[]> Merged(Func<string, float[]> weights, LoraAdapter adapter) => name =>
    {
        var values = weights(name);
        if (adapter.Modules.FirstOrDefault(module => $"{module.Name}.weight" == name) is not { } module)
        {
            return values;
        }

        var rank = module.A.Length / module.Inputs;
        return [.. values.Select((value, index) =>
        {
            var (row, column) = (index / module.Inputs, index % module.Inputs);
            var sum = Enumerable.Range(0, rank).Sum(k => (double)module.B[(row * rank) + k] * module.A[(k * module.Inputs) + column]);
            return (float)(value + (adapter.Scaling * sum));
        })];
    };

    /// <summary>Random values that depend on nothing but a name and a seed.</summary>
    public static float[] Values(int count, string name, int seed)
    {
        var random = new Random(name.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter)));
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * 0.6))];
    }
}
