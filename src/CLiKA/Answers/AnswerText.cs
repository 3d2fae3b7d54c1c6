using CLiKA.Probes;

namespace CLiKA.Answers;

/// <summary>Determines the chosen option from generated text (Gao et al., NAACL 2024, section 3.2).</summary>
public static class AnswerText
{
    // The letters that the published probe sets use. The figures published with them count an answer as invalid only where it begins with none of
    // these, even in a set whose items have fewer options.
    private const string PublishedLetters = "ABCDE";

    /// <summary>Parses a generated answer: its first character other than white space is the letter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="optionCount">Number of options of the item.</param>
    /// <returns>The answer; invalid where the text begins with no letter of the item.</returns>
    public static Answer Read(string text, int optionCount)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty)
        {
            return Answer.Invalid;
        }

        var choice = OptionLetter.ToOption(trimmed[0], optionCount);
        return choice is null && PublishedLetters.Contains(trimmed[0])
            ? Answer.Invalid with { UnofferedLetter = trimmed[0] }
            : new Answer(choice);
    }
}
