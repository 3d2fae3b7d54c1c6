using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads how a decoder turns queries and keys: <c>rope_theta</c> and <c>rope_scaling</c>, or <c>rope_parameters</c>, in which later files
/// have both.
/// </summary>
internal static class RotationReader
{
    private const string Parameters = "rope_parameters";
    private const string Theta = "rope_theta";

    /// <summary>The rotation of a decoder whose layers all turn alike.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="theta">The base where the file has none; null where it has to have one.</param>
    public static Rotation Read(JsonRecord json, double? theta = 10_000)
    {
        var nested = json.Has(Parameters) && json.Record(Parameters).Has(Theta);
        var rope = nested ? json.Record(Parameters) : json;
        return new(rope.Has(Theta) || theta is null ? rope.Number(Theta) : theta.Value, Scaling(json));
    }

    /// <summary>The rotation of one kind of layers, where <c>rope_parameters</c> says it for each kind.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="kind">The kind of layers, as <c>layer_types</c> calls it.</param>
    /// <param name="theta">The base where that kind has none of its own.</param>
    public static Rotation OfKind(JsonRecord json, string kind, double theta)
    {
        var rope = json.Record(Parameters).Record(kind);
        return new(rope.Has(Theta) ? rope.Number(Theta) : theta, Scaling(rope, $"{Parameters}.{kind}"));
    }

    private static RotaryScaling? Scaling(JsonRecord json)
    {
        foreach (var name in (string[])["rope_scaling", Parameters])
        {
            if (json.Has(name) && Scaling(json.Record(name), name) is { } scaling)
            {
                return scaling;
            }
        }

        return null;
    }

    private static RotaryScaling? Scaling(JsonRecord rope, string name)
    {
        if (rope.Has("partial_rotary_factor") && rope.Number("partial_rotary_factor") is not 1 and var part)
        {
            throw rope.Error($"'partial_rotary_factor' of '{name}' is {part}; only whole heads can be rotated.");
        }

        return rope.Text(rope.Has("rope_type") ? "rope_type" : "type") switch
        {
            "default" => null,
            "linear" => new(rope.Number("factor"), null),
            "llama3" => new(rope.Number("factor"), new(
                rope.Number("original_max_position_embeddings"), rope.Number("low_freq_factor"), rope.Number("high_freq_factor"))),
            var type => throw rope.Error($"'{name}' is of type '{type}'; expected default, linear or llama3."),
        };
    }
}
