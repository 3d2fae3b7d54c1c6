using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads the rotary embedding of a decoder: <c>rope_theta</c> and <c>rope_scaling</c>, or <c>rope_parameters</c>, which combines both in later files.
/// </summary>
internal static class RotationReader
{
    /// <summary>The property of later files with all parameters of the rotary embedding.</summary>
    public const string Parameters = "rope_parameters";

    /// <summary>The property of earlier files with its scaling.</summary>
    public const string ScalingName = "rope_scaling";

    /// <summary>The property with the rotated share of a head.</summary>
    public const string Part = "partial_rotary_factor";

    /// <summary>The property with the original training length.</summary>
    public const string OriginalPositions = "original_max_position_embeddings";

    /// <summary>Both names. Where a file has both, HuggingFace's classes use only the first.</summary>
    public static readonly string[] Names = [ScalingName, Parameters];

    private const string AllSizes = "mscale_all_dim";

    private const string Growing = "dynamic";
    private const string Theta = "rope_theta";
    private const string Factor = "factor";

    /// <summary>Reads the rotary embedding of a decoder whose layers are all alike and rotate whole heads.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="theta">The default base; null where the file must have one.</param>
    /// <param name="turnsPart">Whether only part of a head may be rotated, which <see cref="RotatedSize"/> returns.</param>
    public static Rotation Read(JsonRecord json, double? theta = 10_000, bool turnsPart = false)
    {
        if (!turnsPart)
        {
            RequireWhole(json, string.Empty);
            if (NameIn(json) is { } name)
            {
                RequireWhole(json.Record(name), $" of '{name}'");
            }
        }

        var scaling = NameIn(json) is { } owner && !Grows(json.Record(owner)) ? Scaling(json.Record(owner), owner) : null;
        return new(ThetaOf(json, theta), scaling);
    }

    /// <summary>
    /// Returns the longest text, in tokens, with the same rotary embedding as in training, where longer texts get another base for all their tokens
    /// (type <c>dynamic</c>); the largest integer otherwise.
    /// </summary>
    public static int Longest(JsonRecord json) => RopeIn(json) is { } rope && Grows(rope) && rope.Has(OriginalPositions)
        ? rope.WholeNumber(OriginalPositions)
        : int.MaxValue;

    /// <summary>Returns the object with the parameters of the rotary embedding; null where there is none.</summary>
    public static JsonRecord? RopeIn(JsonRecord json) => NameIn(json) is { } name ? json.Record(name) : null;

    /// <summary>Returns the configuration without some properties of its rotary embedding.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="properties">Names of the properties.</param>
    public static JsonRecord Without(JsonRecord json, params ReadOnlySpan<string> properties)
    {
        if (NameIn(json) is not { } owner)
        {
            return json;
        }

        var whole = JsonNode.Parse(json.Element.GetRawText())!.AsObject();
        foreach (var name in properties)
        {
            whole[owner]!.AsObject().Remove(name);
        }

        return json with { Element = JsonSerializer.SerializeToElement(whole) };
    }

    /// <summary>Returns the number of values of a head that are rotated; null for all.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="headSize">Size of a head.</param>
    /// <param name="otherwise">The default share that is rotated.</param>
    public static int? RotatedSize(JsonRecord json, int headSize, double otherwise)
    {
        var part = RopeIn(json) is { } rope && rope.Has(Part) ? rope.Number(Part) : Number(json, Part, otherwise);
        return part == 1 ? null : (int)(headSize * part);
    }

    /// <summary>Reads the rotary embedding of one layer type, where <c>rope_parameters</c> has one for each type.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="kind">The layer type, as in <c>layer_types</c>.</param>
    /// <param name="theta">The default base; null where the layer type must have one.</param>
    public static Rotation OfKind(JsonRecord json, string kind, double? theta = null)
    {
        RequireWhole(json, string.Empty);
        var rope = json.Record(Parameters);
        rope = rope.Has(kind) ? rope.Record(kind) : throw json.Error($"'{kind}' of '{Parameters}' is missing; expected an object.");
        RequireWhole(rope, $" of '{Parameters}.{kind}'");
        return new(rope.Has(Theta) || theta is null ? rope.Number(Theta) : theta.Value, Scaling(rope, $"{Parameters}.{kind}"));
    }

    /// <summary>Returns the base of the frequencies.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="theta">The default base; null where the file must have one.</param>
    public static double ThetaOf(JsonRecord json, double? theta = 10_000)
    {
        var place = RopeIn(json) is { } rope && rope.Has(Theta) ? rope : json;
        return place.Has(Theta) || theta is null ? place.Number(Theta) : theta.Value;
    }

    /// <summary>
    /// Returns the factor that multiplies the products of queries and keys in addition to one over the square root of the head size, where a model's
    /// class derives it from <c>mscale_all_dim</c> and the factor of any scaling, as DeepSeek's do.
    /// </summary>
    public static double AttentionScale(JsonRecord json) =>
        RopeIn(json) is { } rope && Number(rope, AllSizes, 0) is not 0 and var all && TypeOf(rope, "the rotation") != "default"
            ? Math.Pow(YarnScaling.MagnitudeOf(rope.Number(Factor), all), 2)
            : 1;

    /// <summary>Returns the type of a scaling; <c>default</c> where there is none.</summary>
    /// <param name="rope">The object of the rotary embedding.</param>
    /// <param name="owner">Its name in messages.</param>
    public static string TypeOf(JsonRecord rope, string owner) =>
        rope.Has("rope_type") ? rope.Text("rope_type")
        : rope.Has("type") ? rope.Text("type")
        : rope.Names.All(name => name is Theta or Part) ? "default"
        : throw rope.Error($"'rope_type' of {owner} is missing; expected a string.");

    /// <summary>Reads a number, or returns HuggingFace's default.</summary>
    public static double Number(JsonRecord json, string name, double otherwise) => json.Has(name) ? json.Number(name) : otherwise;

    private static void RequireWhole(JsonRecord json, string owner)
    {
        if (json.Has(Part) && json.Number(Part) is not 1 and var part)
        {
            throw json.Error($"'{Part}'{owner} is {part}; only whole heads can be rotated.");
        }
    }

    private static string? NameIn(JsonRecord json) => Array.Find(Names, name => json.Has(name) && json.Record(name).Names.Any());

    // Hunyuan's variant, which has an alpha, is different, and read by its own class.
    private static bool Grows(JsonRecord rope)
    {
        var name = rope.Has("rope_type") ? "rope_type" : "type";
        if (!rope.Has(name) || rope.Text(name) != Growing || rope.Has("alpha"))
        {
            return false;
        }

        RotationProperties.Require(rope, Growing);
        return true;
    }

    private static RotaryScaling? Scaling(JsonRecord rope, string name)
    {
        var type = TypeOf(rope, $"'{name}'");
        var scaling = Scaling(rope, name, type);
        RotationProperties.Require(rope, type);
        return scaling;
    }

    private static RotaryScaling? Scaling(JsonRecord rope, string name, string type) => type switch
    {
        "default" => null,
        "linear" => new LinearScaling(Required(rope, name, Factor)),
        "llama3" => new Llama3Scaling(
            Required(rope, name, Factor),
            Required(rope, name, OriginalPositions),
            Required(rope, name, "low_freq_factor"),
            Required(rope, name, "high_freq_factor")),
        "yarn" => Yarn(rope, name),
        _ => throw rope.Error($"'{name}' is of type '{type}'; expected default, linear, llama3 or yarn."),
    };

    private static double Required(JsonRecord rope, string owner, string name) =>
        rope.Has(name) ? rope.Number(name) : throw rope.Error($"'{name}' of '{owner}' is missing; expected a number.");

    private static YarnScaling Yarn(JsonRecord rope, string name)
    {
        var factor = Required(rope, name, Factor);
        return new(
            factor,
            Required(rope, name, OriginalPositions),
            Number(rope, "beta_fast", 32),
            Number(rope, "beta_slow", 1),
            !rope.Has("truncate") || rope.Truth("truncate"),
            Number(rope, "attention_factor", AttentionFactor(rope, factor)));
    }

    // A pair of mscale values replaces the default factor; where one of them is 0, HuggingFace ignores both.
    private static double AttentionFactor(JsonRecord rope, double factor) =>
        Number(rope, "mscale", 0) is not 0 and var own && Number(rope, AllSizes, 0) is not 0 and var all
            ? YarnScaling.MagnitudeOf(factor, own) / YarnScaling.MagnitudeOf(factor, all)
            : YarnScaling.MagnitudeOf(factor, 1);
}
