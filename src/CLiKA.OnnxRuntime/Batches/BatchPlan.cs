namespace CLiKA.OnnxRuntime.Batches;

/// <summary>How rows are read: a beginning that all share, computed once, and batches of what is left.</summary>
/// <param name="PrefixLength">Number of shared tokens.</param>
/// <param name="Batches">The rows, shortest first.</param>
internal sealed record BatchPlan(int PrefixLength, IReadOnlyList<Row[]> Batches)
{
    /// <summary>
    /// Fewer tokens than this are computed by other kernels (vector instead of matrix products), whose last bits differ; no
    /// row, prefix or set of positions is ever shorter, so that an answer does not depend on its neighbours.
    /// </summary>
    public const int MinimumLength = 2;

    /// <summary>Most logits that a batch makes: 256 MiB of them.</summary>
    public const long MaximumLogits = 1L << 26;

    /// <summary>Plans the batches.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="batchSize">Rows a batch; null where the budget decides.</param>
    /// <param name="tokenBudget">Most tokens a batch, padding and no prefix counted.</param>
    /// <param name="vocabularySize">Width of the logits.</param>
    /// <param name="reusesPrefix">Whether a shared beginning can be computed once.</param>
    /// <param name="makesAllLogits">Whether logits are made at every position.</param>
    public static BatchPlan For(
        IReadOnlyList<Row> rows, int? batchSize, int tokenBudget, int vocabularySize, bool reusesPrefix, bool makesAllLogits)
    {
        var prefix = reusesPrefix ? PrefixOf(rows) : 0;
        var batches = new List<Row[]>();
        var batch = new List<Row>();
        var positions = 0;
        foreach (var row in rows.OrderBy(row => row.Tokens.Length))
        {
            positions = Math.Max(positions, PositionsOf(row));
            var count = batch.Count + 1L;
            var isFull = batchSize is { } size
                ? count > size
                : count * (row.Tokens.Length - prefix) > tokenBudget || count * positions * vocabularySize > MaximumLogits;
            if (isFull && batch.Count > 0)
            {
                batches.Add([.. batch]);
                batch.Clear();
                positions = PositionsOf(row);
            }

            batch.Add(row);
        }

        batches.Add([.. batch]);
        return new(prefix, batches);

        int PositionsOf(Row row) => makesAllLogits ? row.Tokens.Length - prefix : row.Targets.Length;
    }

    /// <summary>How many tokens all sequences begin with, of which none is the last but one of any.</summary>
    /// <param name="sequences">The sequences, at least one.</param>
    public static int SharedPrefix(IReadOnlyList<int[]> sequences)
    {
        var first = sequences[0];
        var prefix = sequences.Min(tokens => Math.Min(tokens.AsSpan().CommonPrefixLength(first), tokens.Length - MinimumLength));
        return prefix < MinimumLength ? 0 : prefix;
    }

    // The prefix makes no logits: whatever counts has to stay in the row.
    private static int PrefixOf(IReadOnlyList<Row> rows)
    {
        var prefix = Math.Min(SharedPrefix([.. rows.Select(row => row.Tokens)]), rows.Min(row => row.FirstPosition));
        return prefix < MinimumLength ? 0 : prefix;
    }
}
