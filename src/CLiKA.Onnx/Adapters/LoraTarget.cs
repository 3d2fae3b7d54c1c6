using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Adapters;

/// <summary>The module of HuggingFace's class that makes a projection, by which an adapter names it.</summary>
/// <param name="Name">Name of the module, such as <c>transformer.h.0.self_attention.query_key_value</c>.</param>
/// <param name="Outputs">How many values come out of it.</param>
/// <param name="Rows">Which of them are the projection's; null for all.</param>
internal sealed record LoraTarget(string Name, int Outputs, JoinedRows? Rows)
{
    private const string Suffix = ".weight";

    /// <summary>The last part of the name, by which <c>--lora</c> and PEFT's <c>target_modules</c> name it in every layer.</summary>
    public string Ending => Name.Split('.')[^1];

    /// <summary>Finds the module.</summary>
    /// <param name="projection">Name of the projection in the graph.</param>
    /// <param name="outputs">How many values come out of the projection.</param>
    /// <param name="configuration">Shape of the model.</param>
    public static LoraTarget Of(string projection, int outputs, DecoderConfiguration configuration)
    {
        var names = configuration.Variant.Names;
        var rows = JoinedRows.Find(projection + Suffix, configuration);
        return new(names.Own(rows?.Name ?? projection + Suffix, names.Layouts[0])[..^Suffix.Length], rows?.Total ?? outputs, rows);
    }
}
