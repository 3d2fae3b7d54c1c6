using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>
/// The properties of a rotary embedding in config.json. Any other property that is set may affect the angles, and is rejected by name.
/// </summary>
internal static class RotationProperties
{
    private const string OfYarn = "factor original_max_position_embeddings beta_fast beta_slow mscale mscale_all_dim attention_factor truncate finetuned";

    private static readonly Dictionary<string, string> ByType = new(StringComparer.Ordinal)
    {
        ["default"] = "original_max_position_embeddings",
        ["proportional"] = "factor original_max_position_embeddings",
        ["linear"] = "factor original_max_position_embeddings",
        ["llama3"] = "factor original_max_position_embeddings low_freq_factor high_freq_factor",
        ["yarn"] = OfYarn,
        ["longrope"] = "factor original_max_position_embeddings short_factor long_factor short_mscale long_mscale attention_factor",

        ["dynamic"] = "factor original_max_position_embeddings",

        // Hunyuan's dynamic scaling, whose published files also have the properties of yarn, and whose class uses only alpha.
        ["dynamic with alpha"] = $"alpha {OfYarn}",
    };

    /// <summary>Throws where a property is set that the type does not have.</summary>
    /// <param name="rope">The object of the rotary embedding.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="InvalidInputException">There is such a property.</exception>
    public static void Require(JsonRecord rope, string type)
    {
        string[] known = ["rope_type", "type", "rope_theta", RotationReader.Part, .. ByType[type].Split(' ')];
        foreach (var property in UnknownProperties.Of(rope, known).Where(property => DecoderProperties.MayMatter(property.Name, property.Value)))
        {
            throw rope.Error(
                $"'{property.Name}' is {UnknownProperties.Describe(property.Value)}; CLiKA does not know this property of a rotary embedding of type {type}.");
        }
    }
}
