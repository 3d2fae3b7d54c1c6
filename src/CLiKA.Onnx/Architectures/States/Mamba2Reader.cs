using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.States;

/// <summary>Reads Mamba 2 from the property names that several decoders share.</summary>
internal static class Mamba2Reader
{
    private const string HeadSize = "mamba_d_head";
    private const string Limit = "time_step_limit";

    /// <summary>The defaults of HuggingFace's classes that those decoders share.</summary>
    public const string Defaults = """
        "mamba_n_heads": 128, "mamba_n_groups": 1, "mamba_d_state": 256, "mamba_d_head": "auto", "mamba_d_conv": 4, "mamba_expand": 2,
        "mamba_conv_bias": true, "mamba_proj_bias": false
        """;

    /// <summary>The properties that those decoders have besides; they matter in training, or to the way of computing.</summary>
    public const string Properties = $"mamba_chunk_size {Limit} time_step_max time_step_min";

    /// <summary>Reads the block.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="hidden">Width of the residual stream.</param>
    /// <param name="layers">Indices of the layers that have it.</param>
    /// <param name="width">Width of the values of all heads; null for that of the residual stream times the expansion.</param>
    public static Mamba2 Read(JsonRecord json, int hidden, IEnumerable<int> layers, int? width = null)
    {
        var heads = json.WholeNumber("mamba_n_heads");
        var values = width ?? json.Number("mamba_expand") * hidden;
        var size = IsAutomatic(json) ? (int)Math.Clamp(values / Math.Max(1, heads), 0, int.MaxValue) : json.WholeNumber(HeadSize);
        if ((long)heads * size != (long)values)
        {
            var source = width is null ? "'mamba_expand' times 'hidden_size'" : "'mamba_d_ssm'";
            throw json.Error($"{heads} heads ('mamba_n_heads') of {size} values ('{HeadSize}') are {(long)heads * size}; expected {values}, {source}.");
        }

        return ReadSized(json, heads, size, layers);
    }

    /// <summary>Reads a block of which the number of heads, and their width, are known.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="size">Width of a head's values.</param>
    /// <param name="layers">Indices of the layers that have it.</param>
    public static Mamba2 ReadSized(JsonRecord json, int heads, int size, IEnumerable<int> layers)
    {
        RequireNoLimit(json);
        return new(
            heads,
            json.WholeNumber("mamba_n_groups"),
            size,
            json.WholeNumber("mamba_d_state"),
            json.WholeNumber("mamba_d_conv"))
        {
            Layers = [.. layers],
            HasConvolutionBias = json.Truth("mamba_conv_bias"),
            HasInputBias = json.Truth("mamba_proj_bias"),
            HasOutputBias = json.Truth("mamba_proj_bias"),
        };
    }

    private static bool IsAutomatic(JsonRecord json) =>
        json.Has(HeadSize) && json.Element.GetProperty(HeadSize) is { ValueKind: JsonValueKind.String } value && value.GetString() == "auto";

    // From 0 on, without an upper bound, which JSON has no number for; HuggingFace's library writes it in several ways.
    private static void RequireNoLimit(JsonRecord json)
    {
        if (json.Has(Limit) && !(json.Element.GetProperty(Limit) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 2
            && list[0] is { ValueKind: JsonValueKind.Number } least && least.GetDouble() == 0 && IsInfinite(list[1])))
        {
            throw json.Error($"'{Limit}' is {json.Element.GetProperty(Limit).GetRawText()}; only a limit from 0 to infinity is supported.");
        }
    }

    private static bool IsInfinite(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("__float__", out var inner) ? inner : value)
        is { ValueKind: JsonValueKind.String } text && text.GetString() is "Infinity" or "inf";
}
