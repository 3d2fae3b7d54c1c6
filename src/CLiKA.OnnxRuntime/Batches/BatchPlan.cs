using CLiKA.OnnxRuntime.Graphs;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>How rows are read: a beginning that all share, computed once, and batches of what is left.</summary>
/// <param name="PrefixLength">Number of shared tokens.</param>
/// <param name="Batches">
/// Batches of groups of rows, shortest first. A group is a row by itself; or rows that share more, all those of a prompt or of prompts that begin
/// alike: that is then read once, and only together with what has the same length, so that none needs padding in front of what follows.
/// </param>
internal sealed record BatchPlan(int PrefixLength, IReadOnlyList<Row[][]> Batches)
{
    /// <summary>
    /// Fewer tokens than this are computed by other kernels (vector instead of matrix products), whose last bits differ; no
    /// row, prefix or set of positions is ever shorter, so that an answer does not depend on its neighbours.
    /// </summary>
    public const int MinimumLength = 2;

    /// <summary>Most logits that a batch makes: 256 MiB of them.</summary>
    public const long MaximumLogits = 1L << 26;

    /// <summary>
    /// Most bytes of keys and values that a batch has, those of the shared beginning counted for every row: graphs repeat them, and a process that
    /// takes more memory than there is ends without a word.
    /// </summary>
    public const long MaximumCache = 1L << 31;

    // What a run costs beside its tokens, in tokens: batches of 256 take 1.1 to 1.2 times as long as those of 1,024.
    private const int RunCost = 64;

    /// <summary>What it costs to run the batches, in tokens.</summary>
    private long Cost => Batches.Sum(batch => RunLengths(batch, PrefixLength).Sum(length => ((long)batch.Length * length) + RunCost));

    /// <summary>Plans the batches.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="batchSize">Most groups a batch; null where the budget decides.</param>
    /// <param name="tokenBudget">Most tokens a batch, padding and no prefix counted.</param>
    /// <param name="vocabularySize">Width of the logits.</param>
    /// <param name="graph">The graph that is asked.</param>
    public static BatchPlan For(IReadOnlyList<Row> rows, int? batchSize, int tokenBudget, int vocabularySize, IDecoderGraph graph)
    {
        if (graph.SharesPrompts && Shared(rows) is { } prompts)
        {
            return Cut(prompts);
        }

        var alone = Cut([.. rows.Select(row => (Row[])[row with { Beginning = 0 }])]);
        return graph.SharesPrompts && Cut(SharedStems.Of(rows, alone.PrefixLength)) is var together && together.Cost < alone.Cost ? together : alone;

        BatchPlan Cut(IReadOnlyList<Row[]> groups)
        {
            var prefix = graph.Plan.ReusesPrefix ? PrefixOf(groups) : 0;
            var batches = new List<Row[][]>();
            var batch = new List<Row[]>();
            foreach (var group in groups.OrderBy(group => group[0].Beginning).ThenBy(LengthOf))
            {
                if (batch.Count > 0 && (group[0].Beginning != batch[0][0].Beginning || IsTooLarge([.. batch, group], prefix)))
                {
                    batches.Add([.. batch]);
                    batch.Clear();
                }

                batch.Add(group);
            }

            batches.Add([.. batch]);
            return new(prefix, batches);
        }

        bool IsTooLarge(Row[][] batch, int prefix)
        {
            var longest = batch.Max(group => group.Max(row => row.Tokens.Length));
            var positions = graph.MakesAllLogits ? longest - prefix : batch.Max(group => group.Max(row => row.Targets.Length));
            return (batchSize is { } size ? batch.Length > size : (long)batch.Length * RunLengths(batch, prefix).Max() > tokenBudget)
                || (long)batch.Length * positions * vocabularySize > MaximumLogits
                || batch.Length * longest * graph.CacheSize > MaximumCache;
        }
    }

    /// <summary>How many tokens all sequences begin with, of which none is the last but one of any.</summary>
    /// <param name="sequences">The sequences, at least one.</param>
    public static int SharedPrefix(IReadOnlyList<int[]> sequences)
    {
        var first = sequences[0];
        var prefix = sequences.Min(tokens => Math.Min(tokens.AsSpan().CommonPrefixLength(first), tokens.Length - MinimumLength));
        return prefix < MinimumLength ? 0 : prefix;
    }

    // Null where nothing is gained, or a prompt is so short that other kernels would read it.
    private static List<Row[]>? Shared(IReadOnlyList<Row> rows)
    {
        var prompts = rows.GroupBy(row => row.Prompt).Select(ofOne => ofOne.ToArray()).ToList();
        return prompts.Count < rows.Count && rows.All(row => row.Beginning >= MinimumLength) ? prompts : null;
    }

    // Of each run of a batch, how many tokens it has of every group.
    private static IEnumerable<int> RunLengths(Row[][] batch, int prefix)
    {
        var beginning = Math.Max(prefix, batch[0][0].Beginning);
        var behind = Enumerable.Range(0, batch.Max(group => group.Length))
            .Select(index => batch.Max(group => index < group.Length ? group[index].Tokens.Length - beginning : 0));
        return beginning > prefix ? behind.Prepend(beginning - prefix) : behind;
    }

    private static int LengthOf(Row[] group) => group[0].Beginning > 0 ? group[0].Beginning : group[0].Tokens.Length;

    // The prefix makes no logits: whatever counts has to stay in the row.
    private static int PrefixOf(IReadOnlyList<Row[]> groups)
    {
        var prefix = Math.Min(
            SharedPrefix([.. groups.Select(group => group[0].Tokens[..LengthOf(group)])]), groups.Min(group => group[0].FirstPosition));
        return prefix < MinimumLength ? 0 : prefix;
    }
}
