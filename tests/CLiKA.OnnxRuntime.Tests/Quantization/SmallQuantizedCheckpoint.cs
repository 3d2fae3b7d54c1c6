using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>A HuggingFace folder with quantized projections, except <c>lm_head</c> and one other, which have 16 bits.</summary>
internal static class SmallQuantizedCheckpoint
{
    private const string NotConverted = "model.layers.1.self_attn.o_proj.weight";

    /// <summary>Writes config.json, tokenizer.json and the weights.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="format">How projections are stored.</param>
    /// <param name="changes">Properties of config.json in addition to the small Llama's, or instead of them; null for what the format needs.</param>
    /// <param name="rename">Changes each tensor, or leaves it out by null; null for no change.</param>
    /// <param name="more">Additional tensors.</param>
    /// <returns>The values that the weights represent.</returns>
    public static Func<string, float[]> Write(
        TemporaryFolder folder, IStoredFormat format, string? changes = null, Func<CheckpointTensor, CheckpointTensor?>? rename = null,
        params CheckpointTensor[] more)
    {
        var json = JsonNode.Parse(changes ?? format.Changes)!.AsObject();
        json["quantization_config"] = JsonNode.Parse(format.Configuration);
        var dense = SmallCheckpoint.Write(folder, json.ToJsonString(), "F16");
        if (format.OwnFile is { } own)
        {
            File.WriteAllText(folder["hf_quant_config.json"], own);
        }

        var configuration = DecoderConfiguration.Read(folder["config.json"]);
        var values = new Dictionary<string, float[]>();
        var tensors = new List<CheckpointTensor>();
        foreach (var (index, name) in SmallLlama.Names(configuration).Index())
        {
            if (!name.EndsWith("_proj.weight", StringComparison.Ordinal) || name == NotConverted)
            {
                values[name] = dense(name);
                tensors.Add(SmallCheckpoint.Dense(configuration, name, values[name], "F16"));
                continue;
            }

            var shape = SmallLlama.Dimensions(configuration, name);
            var (stored, meant) = format.Store(name[..^".weight".Length], shape[0], shape[1], index);
            values[name] = meant;
            tensors.AddRange(stored);
        }

        SmallCheckpoint.WriteTensors(folder["model.safetensors"], tensors.Select(tensor => rename is null ? tensor : rename(tensor)).OfType<CheckpointTensor>().Concat(more));
        return name => values[name];
    }
}
