using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Adapters;

/// <summary>The module of HuggingFace's class that contains a projection, by whose name an adapter refers to it.</summary>
/// <param name="Name">Name of the module, such as <c>transformer.h.0.self_attention.query_key_value</c>.</param>
/// <param name="Outputs">Width of its output.</param>
/// <param name="Rows">The rows that belong to the projection; null for all.</param>
internal sealed record LoraTarget(string Name, int Outputs, FusedRows? Rows)
{
    private const string Suffix = ".weight";

    /// <summary>The last part of the name, by which <c>--lora</c> and PEFT's <c>target_modules</c> refer to it in every layer.</summary>
    public string Ending => Name.Split('.')[^1];

    /// <summary>Finds the module of a projection.</summary>
    /// <param name="projection">Name of the projection in the graph.</param>
    /// <param name="outputs">Width of the projection's output.</param>
    /// <param name="configuration">Shape of the model.</param>
    public static LoraTarget Of(string projection, int outputs, DecoderConfiguration configuration)
    {
        var names = configuration.Variant.Names;
        var rows = FusedRows.Find(projection + Suffix, configuration);
        return new(names.Own(rows?.Name ?? projection + Suffix, names.Layouts[0])[..^Suffix.Length], rows?.Total ?? outputs, rows);
    }
}
