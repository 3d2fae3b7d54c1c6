using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>
/// Reads the rotary embedding of a decoder: <c>rope_theta</c> and <c>rope_scaling</c>, or <c>rope_parameters</c>, which combines both in later files.
/// </summary>
internal static class RotationReader
{
    /// <summary>The property of later files with all parameters of the rotary embedding.</summary>
    public const string Parameters = "rope_parameters";

    /// <summary>The property of earlier files with its scaling.</summary>
    private const string ScalingName = "rope_scaling";

    /// <summary>The property with the rotated share of a head.</summary>
    public const string Part = "partial_rotary_factor";

    /// <summary>The property with the original training length.</summary>
    public const string OriginalPositions = "original_max_position_embeddings";

    /// <summary>Both names. Where a file has both, HuggingFace's classes use only the first.</summary>
    public static readonly string[] Names = [ScalingName, Parameters];

    private static readonly string[] TypeNames = ["rope_type", "type"];

    private const string MscaleAllDim = "mscale_all_dim";

    private const string Default = "default";
    private const string Dynamic = "dynamic";
    private const string Proportional = "proportional";
    private const string Theta = "rope_theta";
    private const string Factor = "factor";

    /// <summary>Reads the rotary embedding of a decoder whose layers are all alike and rotate whole heads.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="theta">The default base; null where the file must have one.</param>
    /// <param name="allowsPartial">Whether only part of a head may be rotated, which <see cref="RotatedSize"/> returns.</param>
    public static Rotation Read(JsonRecord json, double? theta = 10_000, bool allowsPartial = false)
    {
        if (!allowsPartial)
        {
            RefusePartial(json, string.Empty);
            if (NameIn(json) is { } name)
            {
                RefusePartial(json.Record(name), $" of '{name}'");
            }
        }

        var scaling = NameIn(json) is { } owner && !IsDynamic(json.Record(owner)) ? Scaling(json.Record(owner), owner) : null;
        return new(ThetaOf(json, theta), scaling);
    }

    /// <summary>
    /// Returns the longest text, in tokens, with the same rotary embedding as in training, where longer texts get another base for all their tokens
    /// (type <c>dynamic</c>); the largest integer otherwise.
    /// </summary>
    public static int Longest(JsonRecord json) => RopeIn(json) is { } rope && IsDynamic(rope) && rope.Has(OriginalPositions)
        ? rope.WholeNumber(OriginalPositions)
        : int.MaxValue;

    /// <summary>Returns the object with the parameters of the rotary embedding; null where there is none.</summary>
    public static JsonRecord? RopeIn(JsonRecord json) => NameIn(json) is { } name ? json.Record(name) : null;

    /// <summary>Returns the configuration without some properties of its rotary embedding.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="properties">Names of the properties.</param>
    public static JsonRecord Without(JsonRecord json, params IEnumerable<string> properties) => Changed(json, rope =>
    {
        foreach (var name in properties)
        {
            rope.Remove(name);
        }
    });

    /// <summary>
    /// Returns the configuration for texts alone, where positions have three dimensions, of which each rotates its section of a head: a token of a text has
    /// the same position in all.
    /// </summary>
    /// <param name="json">The configuration.</param>
    public static JsonRecord InOneDimension(JsonRecord json) => Changed(Without(json, "mrope_section", "mrope_interleaved"), rope =>
    {
        // The first files name the dimensions where others have the type of scaling.
        foreach (var name in TypeNames.Where(name => rope[name] is JsonValue value && value.TryGetValue<string>(out var type) && type == "mrope"))
        {
            rope[name] = Default;
        }
    });

    /// <summary>Returns the number of values of a head that are rotated; null for all.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="headSize">Size of a head.</param>
    /// <param name="otherwise">The default share that is rotated.</param>
    public static int? RotatedSize(JsonRecord json, int headSize, double otherwise)
    {
        var part = RopeIn(json)?.OptionalNumber(Part) ?? json.OptionalNumber(Part) ?? otherwise;
        return part == 1 ? null : (int)(headSize * part);
    }

    /// <summary>Reads the rotary embedding of one layer type, where <c>rope_parameters</c> has one for each type.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="kind">The layer type, as in <c>layer_types</c>.</param>
    /// <param name="theta">The default base; null where the layer type must have one.</param>
    public static Rotation OfLayerType(JsonRecord json, string kind, double? theta = null)
    {
        RefusePartial(json, string.Empty);
        var rope = json.Record(Parameters);
        rope = rope.Has(kind) ? rope.Record(kind) : throw json.Error($"'{kind}' of '{Parameters}' is missing; expected an object.");
        if (TypeOf(rope, $"'{Parameters}.{kind}'") != Proportional)
        {
            RefusePartial(rope, $" of '{Parameters}.{kind}'");
        }

        return new(rope.Has(Theta) || theta is null ? rope.Number(Theta) : theta.Value, Scaling(rope, $"{Parameters}.{kind}"));
    }

    /// <summary>Returns the base of the frequencies.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="theta">The default base; null where the file must have one.</param>
    public static double ThetaOf(JsonRecord json, double? theta = 10_000) =>
        RopeIn(json)?.OptionalNumber(Theta) ?? (json.Has(Theta) || theta is null ? json.Number(Theta) : theta.Value);

    /// <summary>
    /// Returns the factor that multiplies the products of queries and keys in addition to one over the square root of the head size, where a model's
    /// class derives it from <c>mscale_all_dim</c> and the factor of any scaling, as DeepSeek's do.
    /// </summary>
    public static double AttentionScale(JsonRecord json) =>
        RopeIn(json) is { } rope && rope.OptionalNumber(MscaleAllDim) is not (null or 0) and var all && TypeOf(rope, "the rotary embedding") != Default
            ? Math.Pow(YarnScaling.MagnitudeOf(rope.Number(Factor), all.Value), 2)
            : 1;

    /// <summary>Returns the type of a scaling; <c>default</c> where there is none.</summary>
    /// <param name="rope">The object of the rotary embedding.</param>
    /// <param name="owner">Its name in messages.</param>
    public static string TypeOf(JsonRecord rope, string owner) =>
        rope.Has("rope_type") ? rope.Text("rope_type")
        : rope.Has("type") ? rope.Text("type")
        : rope.Names.All(name => name is Theta or Part) ? Default
        : throw rope.Error($"'rope_type' of {owner} is missing; expected a string.");

    private static void RefusePartial(JsonRecord json, string owner)
    {
        if (json.Has(Part) && json.Number(Part) is not 1 and var part)
        {
            throw json.Error($"'{Part}'{owner} is {part}; expected 1, since this kind of model rotates whole heads.");
        }
    }

    private static JsonRecord Changed(JsonRecord json, Action<JsonObject> change) =>
        NameIn(json) is { } owner ? json.Changed(whole => change(whole[owner]!.AsObject())) : json;

    private static string? NameIn(JsonRecord json) => Array.Find(Names, name => json.Has(name) && json.Record(name).Names.Any());

    // Hunyuan's variant, which has an alpha, is different, and read by its own class.
    private static bool IsDynamic(JsonRecord rope)
    {
        var name = rope.Has("rope_type") ? "rope_type" : "type";
        if (!rope.Has(name) || rope.Text(name) != Dynamic || rope.Has("alpha"))
        {
            return false;
        }

        RotationProperties.Require(rope, Dynamic);
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
        Default => null,
        Proportional => new ProportionalScaling(rope.OptionalNumber(Part) ?? 1, rope.OptionalNumber(Factor) ?? 1),
        "linear" => new LinearScaling(Required(rope, name, Factor)),
        "llama3" => new Llama3Scaling(
            Required(rope, name, Factor),
            Required(rope, name, OriginalPositions),
            Required(rope, name, "low_freq_factor"),
            Required(rope, name, "high_freq_factor")),
        "yarn" => Yarn(rope, name),
        _ => throw rope.Error($"'{name}' is of type '{type}'; expected default, linear, proportional, llama3 or yarn."),
    };

    private static double Required(JsonRecord rope, string owner, string name) =>
        rope.OptionalNumber(name) ?? throw rope.Error($"'{name}' of '{owner}' is missing; expected a number.");

    private static YarnScaling Yarn(JsonRecord rope, string name)
    {
        var factor = Required(rope, name, Factor);
        return new(
            factor,
            Required(rope, name, OriginalPositions),
            rope.OptionalNumber("beta_fast") ?? 32,
            rope.OptionalNumber("beta_slow") ?? 1,
            rope.TruthOr("truncate", true),
            rope.OptionalNumber("attention_factor") ?? AttentionFactor(rope, factor));
    }

    // A pair of mscale values replaces the default factor; where one of them is 0, HuggingFace ignores both.
    private static double AttentionFactor(JsonRecord rope, double factor) =>
        rope.OptionalNumber("mscale") is not (null or 0) and var own && rope.OptionalNumber(MscaleAllDim) is not (null or 0) and var all
            ? YarnScaling.MagnitudeOf(factor, own.Value) / YarnScaling.MagnitudeOf(factor, all.Value)
            : YarnScaling.MagnitudeOf(factor, 1);
}
