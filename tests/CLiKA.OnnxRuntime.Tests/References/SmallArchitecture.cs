using System.Text.Json.Nodes;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Kinds;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>A small checkpoint of an architecture that differs from Llama in more than biases, with its reference.</summary>
/// <param name="Changes">Properties of config.json in addition to the small Llama's, or instead of them. Windows are shorter than the tests' texts.</param>
/// <param name="Family">The naming of the weights; null for that of the model type.</param>
internal sealed record SmallArchitecture(string Changes, string? Family = null)
{
    // Large enough to be missed.
    private const double Epsilon = 1e-3;

    private static readonly string[] Epsilons = ["rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "norm_eps", "norm_epsilon"];

    private static readonly Dictionary<string, SmallArchitecture> All =
        new(LayerNormArchitectures.All.Concat(RootMeanSquareArchitectures.All).Concat(MixtureArchitectures.All).Concat(HybridArchitectures.All));

    /// <summary>Names of all.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Names of those that have experts.</summary>
    public static IEnumerable<string> Mixtures => MixtureArchitectures.All.Keys;

    public static SmallArchitecture Named(string name) => All[name];

    /// <summary>The naming of the weights in HuggingFace's class.</summary>
    public string Layout => (Family ?? Type).Split(',')[0];

    private string Type => JsonNode.Parse(Changes)!["model_type"]!.GetValue<string>();

    /// <summary>Writes the checkpoint.</summary>
    /// <returns>Returns the weights as stored.</returns>
    public Func<string, float[]> Write(TemporaryFolder folder, string type = "F32")
    {
        var json = JsonNode.Parse(Changes)!.AsObject();
        foreach (var name in Epsilons.Where(name => DecoderProperties.Has(DecoderKinds.All[Type], name)))
        {
            json[name] = Epsilon;
        }

        return SmallCheckpoint.Write(folder, json.ToJsonString(), type, family: Family);
    }

    /// <summary>The reference of a folder that was written.</summary>
    public ReferenceDecoder ReferenceOf(TemporaryFolder folder, Func<string, float[]> weights) =>
        ReferenceDecoders.Of(Type, JsonNode.Parse(File.ReadAllText(folder["config.json"]))!, weights);
}
