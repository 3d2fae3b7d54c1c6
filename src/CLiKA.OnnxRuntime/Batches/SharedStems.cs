namespace CLiKA.OnnxRuntime.Batches;

/// <summary>
/// Finds prompts that begin alike beyond what all begin with, so that it is read once: one question under several orders of the letters,
/// several questions about one passage.
/// </summary>
internal static class SharedStems
{
    /// <summary>Rows are read together behind stems of one length: so there are few lengths, and many of each.</summary>
    private const int Step = 8;

    /// <summary>
    /// Most rows of a stem. Behind each stem they are read one after the other: where few stems share many rows, that makes many runs of few rows.
    /// </summary>
    private const int MostRows = 8;

    /// <summary>Parts rows into groups.</summary>
    /// <param name="rows">The rows, whose order does not matter.</param>
    /// <param name="prefix">How many tokens all rows begin with, which are read once anyway.</param>
    /// <returns>The groups that save most tokens. Those of several rows have a <see cref="Row.Beginning"/>.</returns>
    public static IReadOnlyList<Row[]> Of(IReadOnlyList<Row> rows, int prefix)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, (one, other) => one.Tokens.AsSpan().SequenceCompareTo(other.Tokens));

        // Saved[n]: most tokens that the first n rows can save; Sizes[n]: how many of them the last group then has.
        var saved = new long[sorted.Length + 1];
        var sizes = new int[sorted.Length + 1];
        for (var end = 1; end <= sorted.Length; end++)
        {
            (saved[end], sizes[end]) = (saved[end - 1], 1);
            for (var size = 2; size <= Math.Min(MostRows, end); size++)
            {
                var gain = saved[end - size] + ((size - 1L) * (StemOf(sorted.AsSpan(end - size, size), prefix) - prefix));
                if (gain > saved[end])
                {
                    (saved[end], sizes[end]) = (gain, size);
                }
            }
        }

        var groups = new List<Row[]>();
        for (var end = sorted.Length; end > 0; end -= sizes[end])
        {
            var group = sorted.AsSpan(end - sizes[end], sizes[end]);
            var stem = group.Length > 1 ? StemOf(group, prefix) : 0;
            groups.Add(Array.ConvertAll(group.ToArray(), row => row with { Beginning = stem }));
        }

        return groups;
    }

    // Of sorted rows, what the first and the last have in common all have. What counts has to stay behind it.
    private static int StemOf(ReadOnlySpan<Row> group, int prefix)
    {
        var common = group[0].Tokens.AsSpan().CommonPrefixLength(group[^1].Tokens);
        foreach (var row in group)
        {
            common = Math.Min(common, Math.Min(row.FirstPosition, row.Tokens.Length - BatchPlan.MinimumLength));
        }

        return prefix + (Math.Max(0, common - prefix) / Step * Step);
    }
}
