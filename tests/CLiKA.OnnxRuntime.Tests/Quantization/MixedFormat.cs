using System.Text.Json.Nodes;
using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>Two formats of compressed-tensors in one checkpoint, each with a group of its own.</summary>
/// <param name="Part">Part of the names of matrices in the first format.</param>
/// <param name="First">The first format.</param>
/// <param name="Second">The format of all other matrices.</param>
internal sealed record MixedFormat(string Part, IStoredFormat First, IStoredFormat Second) : IStoredFormat
{
    public string Configuration
    {
        get
        {
            var json = JsonNode.Parse(First.Configuration)!.AsObject();
            json["format"] = "mixed-precision";
            json["config_groups"]!["group_1"] = JsonNode.Parse(Second.Configuration)!["config_groups"]!["group_0"]!.DeepClone();
            return json.ToJsonString();
        }
    }

    public bool IsKept => First.IsKept && Second.IsKept;

    public string Changes => First.Changes;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed) =>
        (name.Contains(Part, StringComparison.Ordinal) ? First : Second).Store(name, outputs, inputs, seed);
}
