using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>What the answerer has to know of a model's config.json.</summary>
/// <param name="Layers">Number of decoder layers.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="MaximumPositions">The longest sequence, in tokens.</param>
internal sealed record ModelConfiguration(int Layers, int VocabularySize, int MaximumPositions)
{
    public static ModelConfiguration Read(string path)
    {
        var json = JsonInput.ReadObject(path);
        int AtLeastOne(string name) => json.WholeNumber(name) is > 0 and var number
            ? number
            : throw json.Error($"'{name}' is {json.WholeNumber(name)}; expected at least 1.");
        return new(AtLeastOne("num_hidden_layers"), AtLeastOne("vocab_size"), AtLeastOne("max_position_embeddings"));
    }
}
