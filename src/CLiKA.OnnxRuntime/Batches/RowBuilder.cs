using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>Converts prompts to rows.</summary>
/// <param name="folder">The model.</param>
internal sealed class RowBuilder(ModelFolder folder)
{
    private readonly PromptEncoder _encoder = new(folder.Tokenizer, folder.Chat, folder.EndTokens);

    /// <summary>Builds the rows of all prompts; every error in a prompt is found here, before the model is run.</summary>
    public IReadOnlyList<Row> Build(IReadOnlyList<Prompt> prompts, Scoring scoring) => [.. RowsOf(prompts, scoring)];

    /// <summary>Finds every error in a prompt without keeping rows: those of a large probe set take more memory than its texts.</summary>
    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        foreach (var row in RowsOf(prompts, scoring))
        {
            _ = row;
        }
    }

    /// <summary>Confirms that the logits of a row can be read.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="name">Name of the row in messages.</param>
    /// <param name="tokens">Number of its tokens after the shared prefix.</param>
    /// <exception cref="InvalidInputException">There are more tokens than the graph's logits can be read for.</exception>
    public static void RequireReadable(ModelFolder folder, IDecoderGraph graph, string name, int tokens)
    {
        if (tokens > graph.LongestRow)
        {
            throw new InvalidInputException(
                folder.GraphPath,
                $"computes logits for every token, and those of at most {graph.LongestRow} tokens after the shared prefix can be read; {name} has {tokens} there. "
                + $"A graph made by {ToolCommand.Quote("export")} computes only those that are needed.");
        }
    }

    /// <summary>Returns the name of a prompt in messages.</summary>
    public static string NameOf(Prompt prompt) => $"the prompt of {prompt.Name}";

    /// <summary>Encodes a text that the model is to continue.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Name of the text in messages.</param>
    public int[] Tokens(string text, string name)
    {
        var tokens = Beginning(_encoder.TextOf(text), name);
        var limit = folder.Configuration.MaximumPositions;
        return Math.Max(BatchPlan.MinimumLength, tokens.Length) < limit ? tokens : throw new InvalidInputException(
            folder.Path, $"{name} has {tokens.Length} tokens, so nothing can follow them; this model reads at most {limit}.");
    }

    private IEnumerable<Row> RowsOf(IReadOnlyList<Prompt> prompts, Scoring scoring) =>
        prompts.SelectMany((prompt, index) => scoring == Scoring.Letter ? [Letters(prompt, index)] : Options(prompt, index));

    private Row Letters(Prompt prompt, int index)
    {
        var text = _encoder.TextOf(prompt.Text);
        var beginning = Beginning(text, NameOf(prompt));
        var letters = prompt.Continuations.Select((letter, option) =>
        {
            var ids = _encoder.Following(text, beginning, letter);
            return ids.Length == 1 ? new Target(option, 0, ids[0]) : throw new InvalidInputException(
                folder.TokenizerPath,
                $"the letter '{letter}' of {prompt.Name} is {ids.Length} tokens; "
                + "scoring by letter needs one. Score this model by likelihood.");
        });
        return Checked(prompt, new(index, 0, beginning, [[.. letters]]));
    }

    // The likelihood of a token depends only on the tokens before it: options with a common prefix are scored together up to where they diverge,
    // and only the rest needs a row, and logits, of its own.
    private IEnumerable<Row> Options(Prompt prompt, int index)
    {
        var text = _encoder.TextOf(prompt.Text);
        var beginning = Beginning(text, NameOf(prompt));
        var options = new List<int[]>();
        var wanted = new List<List<Target>[]>();
        var parted = new List<int>();
        foreach (var (option, continuation) in prompt.Continuations.Index())
        {
            var ids = _encoder.Following(text, beginning, continuation);
            if (ids.Length == 0)
            {
                throw new InvalidInputException(folder.TokenizerPath, $"the option '{continuation}' of {prompt.Name} has no token.");
            }

            var (like, shared) = Enumerable.Range(0, option).Select(earlier => (earlier, SharedPositions(options[earlier], ids)))
                .OrderByDescending(pair => pair.Item2).FirstOrDefault();
            List<Target>[] positions = [.. ids.Select((_, position) => position < shared ? wanted[like][position] : [])];
            foreach (var (position, token) in ids.Index())
            {
                positions[position].Add(new(option, position, token));
            }

            options.Add(ids);
            wanted.Add(positions);
            parted.Add(shared);
        }

        return
            from option in Enumerable.Range(0, options.Count)
            let own = wanted[option][parted[option]..]
            where own.Length > 0
            select Checked(prompt, new(
                index, beginning.Length, [.. beginning, .. options[option].SkipLast(1)], [.. own.Select(targets => targets.ToArray())]));
    }

    // The position after the last common token is shared too, since everything before it is the same.
    private static int SharedPositions(int[] one, int[] other) =>
        Math.Min(one.AsSpan().CommonPrefixLength(other) + 1, Math.Min(one.Length, other.Length));

    private int[] Beginning(string text, string name) => _encoder.Beginning(text) is { Length: > 0 } ids
        ? ids
        : throw new InvalidInputException(folder.TokenizerPath, $"{name} has no token.");

    private Row Checked(Prompt prompt, Row row)
    {
        var limit = folder.Configuration.MaximumPositions;
        return Math.Max(BatchPlan.MinimumLength, row.Tokens.Length) <= limit ? row : throw new InvalidInputException(
            folder.Path, $"{NameOf(prompt)} has {row.Tokens.Length} tokens; this model reads at most {limit}.");
    }
}
