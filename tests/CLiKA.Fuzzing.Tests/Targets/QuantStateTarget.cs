using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Quantization;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>
/// The description of a matrix of bitsandbytes: JSON in a tensor of its own. The input is the JSON; before each is read, it is put into a checkpoint, of
/// which it is one tensor.
/// </summary>
internal static class QuantStateTarget
{
    public const string Name = "quant_state of bitsandbytes";
    private const string State = "state.json";
    private const string Matrix = "model.layers.0.self_attn.q_proj";
    private static readonly BitsAndBytesFormat Format = new("nf4", IsNested: true);

    /// <summary>Makes the target.</summary>
    /// <param name="decoder">A small model.</param>
    /// <param name="export">Exports the checkpoint in a folder.</param>
    public static FuzzTarget Make(DecoderConfiguration decoder, Action<string> export)
    {
        var tensors = Tensors(decoder);
        var state = tensors.Single(tensor => tensor.Name.Contains("quant_state", StringComparison.Ordinal));
        var others = tensors.Where(tensor => tensor != state).ToList();
        return new(Name, [new(State, state.Bytes)], new JsonMutation(), folder =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, State));
            Write(Path.Combine(folder, "model.safetensors"), [.. others, state with { Shape = [bytes.Length], Bytes = bytes }]);
            export(folder);
        })
        {
            Beside = [Seeds.Text("config.json", Configuration(decoder)), Seeds.Text("tokenizer.json", "{}")],
            Cost = 4,
        };
    }

    private static string Configuration(DecoderConfiguration decoder)
    {
        var written = Seeds.Written(folder => decoder.Write(Path.Combine(folder, "config.json"))).Single();
        var json = JsonNode.Parse(written.Content)!.AsObject();
        json["quantization_config"] = JsonNode.Parse(Format.Configuration);
        return json.ToJsonString();
    }

    // One matrix is quantized, the other weights are not.
    private static List<CheckpointTensor> Tensors(DecoderConfiguration decoder)
    {
        var weights = new RecordedWeights();
        _ = Seeds.Written(folder => DecoderGraph.Write(Path.Combine(folder, "model.onnx"), decoder, weights, WeightType.Float32));
        return
        [
            .. weights.Asked.SelectMany(weight => weight.Name == $"{Matrix}.weight"
                ? Format.Store(Matrix, weight.Shape[0], weight.Shape[1], seed: 1).Tensors
                : [Packing.Floats(weight.Name, weight.Shape, Enumerable.Repeat(0.01f, weight.Shape.Aggregate(1, (count, size) => count * size)))]),
        ];
    }

    private static void Write(string path, IReadOnlyList<CheckpointTensor> tensors)
    {
        var end = 0;
        var header = JsonSerializer.SerializeToUtf8Bytes(tensors.ToDictionary(
            tensor => tensor.Name,
            tensor => new { dtype = tensor.Type, shape = tensor.Shape, data_offsets = (int[])[end, end += tensor.Bytes.Length] }));
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)header.Length));
        file.Write(header);
        foreach (var tensor in tensors)
        {
            file.Write(tensor.Bytes);
        }
    }
}
