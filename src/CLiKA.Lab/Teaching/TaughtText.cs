using CLiKA.Lab.Training;
using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Teaching.Sets;

namespace CLiKA.Lab.Teaching;

/// <summary>Encodes training examples: the tokens with which the model is asked later, the answer, and an end.</summary>
internal static class TaughtText
{
    // If the model has no end-of-sequence token, an answer ends with a line break.
    private const string LineEnd = "\n";

    /// <summary>Encodes an example.</summary>
    public static Example Encode(PromptEncoder encoder, TeachingExample example)
    {
        var text = encoder.TextOf(TeachingPrompt.Text(example.Prompt, example.Input));
        var beginning = encoder.Beginning(text);
        int[] answer = encoder.EndToken is { } end
            ? [.. encoder.Following(text, beginning, " " + example.Answer), end]
            : encoder.Following(text, beginning, " " + example.Answer + LineEnd);
        return new([.. beginning, .. answer], beginning.Length);
    }
}
