namespace CLiKA.OnnxRuntime.Batches;

/// <summary>
/// Groups prompts by stems that are longer than the prefix shared by all, so that each stem is read once: one question under several orders of
/// the letters, or several questions about one passage.
/// </summary>
internal static class SharedStems
{
    /// <summary>
    /// Granularity of stem lengths in tokens. Stems are read together only if they have the same length, so there should be few lengths, with
    /// many stems each.
    /// </summary>
    private const int Step = 8;

    /// <summary>
    /// Maximum number of rows per stem. They are read one after the other, so that many rows on few stems would mean many runs of few rows.
    /// </summary>
    private const int MostRows = 8;

    /// <summary>Divides rows into groups.</summary>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="prefix">Length in tokens of the prefix shared by all rows, which is read once anyway.</param>
    /// <returns>The groups that save the most tokens. Groups of several rows have a <see cref="Row.Beginning"/>.</returns>
    public static IReadOnlyList<Row[]> Of(IReadOnlyList<Row> rows, int prefix)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, (one, other) => one.Tokens.AsSpan().SequenceCompareTo(other.Tokens));

        // saved[n]: maximum number of tokens saved by the first n rows; sizes[n]: size of the last group in that solution.
        var saved = new long[sorted.Length + 1];
        var sizes = new int[sorted.Length + 1];
        for (var end = 1; end <= sorted.Length; end++)
        {
            (saved[end], sizes[end]) = (saved[end - 1], 1);
            for (var size = 2; size <= Math.Min(MostRows, end); size++)
            {
                // With one more row, the stem is at most as long.
                if (StemOf(sorted.AsSpan(end - size, size), prefix) is var stem && stem == prefix)
                {
                    break;
                }

                var gain = saved[end - size] + ((size - 1L) * (stem - prefix));
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

    // The rows are sorted, so the common prefix of the first and the last is shared by all. Positions whose logits are needed have to stay after
    // it.
    private static int StemOf(ReadOnlySpan<Row> group, int prefix)
    {
        var common = group[0].Tokens.AsSpan().CommonPrefixLength(group[^1].Tokens);
        foreach (var row in group)
        {
            common = Math.Min(common, row.FirstPosition);
        }

        return prefix + (Math.Max(0, common - prefix) / Step * Step);
    }
}
