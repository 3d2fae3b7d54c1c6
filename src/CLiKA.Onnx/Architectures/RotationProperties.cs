using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>The properties of what config.json says of a rotation. Any other that is set may change angles, and is refused by its name.</summary>
internal static class RotationProperties
{
    private const string OfYarn = "factor original_max_position_embeddings beta_fast beta_slow mscale mscale_all_dim attention_factor truncate finetuned";

    private static readonly Dictionary<string, string> ByType = new(StringComparer.Ordinal)
    {
        ["default"] = "original_max_position_embeddings",
        ["linear"] = "factor original_max_position_embeddings",
        ["llama3"] = "factor original_max_position_embeddings low_freq_factor high_freq_factor",
        ["yarn"] = OfYarn,
        ["longrope"] = "factor original_max_position_embeddings short_factor long_factor short_mscale long_mscale attention_factor",

        ["dynamic"] = "factor original_max_position_embeddings",

        // Hunyuan's dynamic, whose published files name what yarn would take, too, and whose class takes alpha alone.
        ["dynamic with alpha"] = $"alpha {OfYarn}",
    };

    /// <summary>Refuses properties that are set and that the type does not have.</summary>
    /// <param name="rope">What is said of the rotation.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void Require(JsonRecord rope, string type)
    {
        string[] known = ["rope_type", "type", "rope_theta", RotationReader.Part, .. ByType[type].Split(' ')];
        foreach (var property in UnknownProperties.Of(rope, known).Where(property => DecoderProperties.MayMatter(property.Name, property.Value)))
        {
            throw rope.Error(
                $"'{property.Name}' is {UnknownProperties.Words(property.Value)}; CLiKA does not know what that means for a rotation of type {type}.");
        }
    }
}
