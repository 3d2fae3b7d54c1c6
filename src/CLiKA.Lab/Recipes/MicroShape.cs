using CLiKA.Input;
using CLiKA.Onnx;

namespace CLiKA.Lab.Recipes;

/// <summary>Shape of a micro decoder.</summary>
/// <param name="VocabularySize">Number of tokens.</param>
/// <param name="HiddenSize">Width of the residual stream, a multiple of twice <paramref name="Heads"/>.</param>
/// <param name="IntermediateSize">Inner width of the feed-forward block.</param>
/// <param name="Layers">Number of layers.</param>
/// <param name="Heads">Number of attention heads.</param>
public sealed record MicroShape(int VocabularySize, int HiddenSize, int IntermediateSize, int Layers, int Heads)
{
    private const int UsualPositions = 256;

    /// <summary>Maximum sequence length in tokens. It does not affect the weights.</summary>
    public int Positions { get; init; } = UsualPositions;

    /// <summary>Reads a shape.</summary>
    /// <param name="json">The object.</param>
    /// <returns>The shape.</returns>
    /// <exception cref="InvalidInputException">A property is missing or invalid.</exception>
    public static MicroShape Read(JsonRecord json)
    {
        json.AllowOnly("vocabularySize", "hiddenSize", "intermediateSize", "layers", "heads", "positions");
        return new MicroShape(
            json.WholeNumber("vocabularySize"),
            json.WholeNumber("hiddenSize"),
            json.WholeNumber("intermediateSize"),
            json.WholeNumber("layers"),
            json.WholeNumber("heads"))
        {
            Positions = json.Has("positions") ? json.WholeNumber("positions") : UsualPositions,
        };
    }

    /// <summary>Returns the configuration of a decoder of this shape.</summary>
    /// <param name="vocabularySize">Number of tokens of the tokenizer.</param>
    /// <param name="beginning">Id of the token that opens every text.</param>
    /// <returns>The configuration.</returns>
    public DecoderConfiguration ToConfiguration(int vocabularySize, int beginning) => new()
    {
        VocabularySize = vocabularySize,
        HiddenSize = HiddenSize,
        IntermediateSize = IntermediateSize,
        Layers = Layers,
        Heads = Heads,
        KeyValueHeads = Heads,
        HeadSize = HiddenSize / Heads,
        MaximumPositions = Positions,
        BeginningOfSequenceToken = beginning,
        TiedEmbeddings = true,
    };
}
