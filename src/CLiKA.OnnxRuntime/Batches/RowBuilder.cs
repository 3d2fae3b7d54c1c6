using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>Turns prompts into rows.</summary>
/// <param name="folder">The model.</param>
internal sealed class RowBuilder(ModelFolder folder)
{
    /// <summary>The rows of all prompts; every error about a prompt is found here, before the model is asked anything.</summary>
    public IReadOnlyList<Row> Build(IReadOnlyList<Prompt> prompts, Scoring scoring) =>
        [.. prompts.SelectMany((prompt, index) => scoring == Scoring.Letter ? [Letters(prompt, index)] : Options(prompt, index))];

    private Row Letters(Prompt prompt, int index)
    {
        var beginning = Beginning(prompt);
        int[] letters = [.. prompt.Continuations.Select(letter => Following(prompt, beginning, letter) is var ids && ids.Length == 1
            ? ids[0]
            : throw new InvalidInputException(
                folder.TokenizerPath,
                $"the letter '{letter}' of item '{prompt.ItemId}' is {ids.Length} tokens; "
                + "scoring by letter needs one. Score this model by likelihood."))];
        return Checked(prompt, new(index, 0, beginning, [letters]));
    }

    private IEnumerable<Row> Options(Prompt prompt, int index)
    {
        var beginning = Beginning(prompt);
        return prompt.Continuations.Select((continuation, option) =>
        {
            var ids = Following(prompt, beginning, continuation);
            return ids.Length == 0
                ? throw new InvalidInputException(folder.TokenizerPath, $"option {option} of item '{prompt.ItemId}' has no token.")
                : Checked(prompt, new(index, option, [.. beginning, .. ids.SkipLast(1)], [.. ids.Select(id => (int[])[id])]));
        });
    }

    // A tokenizer of SentencePiece's kind would put a space before an answer that stands alone. Where the answer's beginning joins the
    // prompt's end in one token, the model is still asked after the whole prompt, and the answer stands alone.
    private int[] Following(Prompt prompt, int[] beginning, string continuation)
    {
        var whole = folder.Tokenizer.Encode(prompt.Text + continuation, addSpecialTokens: true);
        return whole.Count > beginning.Length && whole.Take(beginning.Length).SequenceEqual(beginning)
            ? [.. whole.Skip(beginning.Length)]
            : [.. folder.Tokenizer.Encode(continuation, addSpecialTokens: false)];
    }

    private int[] Beginning(Prompt prompt) => folder.Tokenizer.Encode(prompt.Text, addSpecialTokens: true) is { Count: > 0 } ids
        ? [.. ids]
        : throw new InvalidInputException(folder.TokenizerPath, $"the prompt of item '{prompt.ItemId}' has no token.");

    private Row Checked(Prompt prompt, Row row)
    {
        var limit = folder.Configuration.MaximumPositions;
        return Math.Max(BatchPlan.MinimumLength, row.Tokens.Length) <= limit ? row : throw new InvalidInputException(
            folder.Path, $"the prompt of item '{prompt.ItemId}' has {row.Tokens.Length} tokens; this model reads at most {limit}.");
    }
}
