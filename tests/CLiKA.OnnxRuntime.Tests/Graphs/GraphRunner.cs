using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Runs a written graph directly, without the answerer.</summary>
internal sealed class GraphRunner(string path, DecoderConfiguration configuration) : IDisposable
{
    private readonly InferenceSession _session = new(path);

    public InferenceSession Session => _session;

    public void Dispose() => _session.Dispose();

    /// <summary>Logits and presents of rows of equal length, after a past.</summary>
    public (float[] Logits, float[][] Presents) Run(
        int[][] rows,
        long[][] positions,
        float[][]? past = null,
        OrtLoraAdapter? adapter = null,
        params (string Name, OrtValue Value)[] more)
    {
        var inputs = new Dictionary<string, OrtValue>
        {
            ["input_ids"] = OrtValue.CreateTensorValueFromMemory(
                rows.SelectMany(row => row).Select(token => (long)token).ToArray(), [rows.Length, rows[0].Length]),
            ["logit_positions"] = OrtValue.CreateTensorValueFromMemory(
                positions.SelectMany(row => row).ToArray(), [rows.Length, positions[0].Length]),
        };
        foreach (var (name, value) in more)
        {
            inputs.Add(name, value);
        }

        var (pasts, presents) = GraphNames.Carried(configuration.CarryingLayers, _session.InputMetadata.Keys);
        foreach (var (index, name) in pasts.Index())
        {
            var before = past?[index] ?? NoPast(name);
            inputs[name] = OrtValue.CreateTensorValueFromMemory(before, PastShape(name, before.Length));
        }

        using var options = new RunOptions();
        if (adapter is not null)
        {
            options.AddActiveLoraAdapter(adapter);
        }

        using var outputs = _session.Run(options, inputs, ["logits", .. presents]);
        var values = outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray()).ToArray();
        foreach (var input in inputs.Values)
        {
            input.Dispose();
        }

        return (values[0], values[1..]);
    }

    /// <summary>Logits of one row, of a graph whose past has 16 bits; there is none.</summary>
    public float[] RunHalf(int[] row, long[] positions)
    {
        var inputs = new Dictionary<string, OrtValue>
        {
            ["input_ids"] = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(row, token => (long)token), [1, row.Length]),
            ["logit_positions"] = OrtValue.CreateTensorValueFromMemory(positions, [1, positions.Length]),
        };
        foreach (var name in GraphNames.Carried(configuration.CarryingLayers, _session.InputMetadata.Keys).Pasts)
        {
            inputs[name] = GraphNames.IsState(name)
                ? OrtValue.CreateTensorValueFromMemory(NoPast(name), PastShape(name, 0))
                : OrtValue.CreateTensorValueFromMemory<Float16>([], PastShape(name, 0));
        }

        using var options = new RunOptions();
        using var outputs = _session.Run(options, inputs, ["logits"]);
        var logits = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        foreach (var input in inputs.Values)
        {
            input.Dispose();
        }

        return logits;
    }

    // A head's values may have another width than its keys.
    private long[] PastShape(string name, int values)
    {
        var shape = _session.InputMetadata[name].Dimensions;
        return GraphNames.IsState(name) ? [1, .. shape[1..].Select(size => (long)size)] : [1, shape[1], values / (shape[1] * shape[3]), shape[3]];
    }

    // A state has zeros before the first token.
    private float[] NoPast(string name) => GraphNames.IsState(name) ? new float[PastShape(name, 0).Aggregate((size, next) => size * next)] : [];
}
