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
        int[] letters = [.. prompt.Continuations.Select(letter => folder.Tokenizer.Encode(letter, addSpecialTokens: false) is [var id]
            ? id
            : throw new InvalidInputException(
                folder.TokenizerPath,
                $"the letter '{letter}' of item '{prompt.ItemId}' is {folder.Tokenizer.Encode(letter, false).Count} tokens; "
                + "scoring by letter needs one. Score this model by likelihood."))];
        return Checked(prompt, new(index, 0, Beginning(prompt), [letters]));
    }

    private IEnumerable<Row> Options(Prompt prompt, int index)
    {
        var beginning = Beginning(prompt);
        return prompt.Continuations.Select((continuation, option) =>
        {
            var ids = folder.Tokenizer.Encode(continuation, addSpecialTokens: false);
            return ids.Count == 0
                ? throw new InvalidInputException(folder.TokenizerPath, $"option {option} of item '{prompt.ItemId}' has no token.")
                : Checked(prompt, new(index, option, [.. beginning, .. ids.SkipLast(1)], [.. ids.Select(id => (int[])[id])]));
        });
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
