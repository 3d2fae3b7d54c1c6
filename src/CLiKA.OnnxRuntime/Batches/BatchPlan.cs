using CLiKA.OnnxRuntime.Graphs;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>How rows are run: the shared prefix once, then the rest in batches.</summary>
/// <param name="PrefixLength">Number of tokens in the shared prefix.</param>
/// <param name="Batches">
/// Batches of groups of rows: first those of single rows, then those behind stems, each from short to long. A group is a single row, or rows
/// that share more than the prefix: those of one prompt, or of prompts with a common stem. The stem is then read once for the group, and only
/// together with stems of the same length, so that none needs padding before the tokens after it.
/// </param>
internal sealed record BatchPlan(int PrefixLength, IReadOnlyList<Row[][]> Batches)
{
    /// <summary>
    /// Fewer tokens than this are computed by other kernels (vector instead of matrix products), with other last bits; no row, prefix or set of
    /// positions is ever shorter, so that an answer does not depend on its neighbours.
    /// </summary>
    public const int MinimumLength = 2;

    /// <summary>Maximum number of logits in a batch: 256 MiB.</summary>
    public const long MaximumLogits = 1L << 26;

    // Fixed cost of a run in tokens: batches of 256 take 1.1 to 1.2 times as long as those of 1,024.
    private const int RunCost = 64;

    /// <summary>Cost of running the batches, in tokens.</summary>
    private long Cost => Batches.Sum(batch => RunLengths(batch, PrefixLength).Sum(length => ((long)batch.Length * length) + RunCost));

    /// <summary>Plans the batches.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="batchSize">Maximum number of groups per batch; null to let the token budget decide.</param>
    /// <param name="tokenBudget">Maximum number of tokens per batch, with padding and without the prefix.</param>
    /// <param name="vocabularySize">Size of the vocabulary.</param>
    /// <param name="graph">The graph to run.</param>
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
            var largest = default(Size);
            foreach (var group in groups.OrderBy(group => group[0].Beginning).ThenBy(LengthOf))
            {
                var own = SizeOf(group, prefix);
                var size = Size.Max(largest, own);
                if (batch.Count > 0 && (group[0].Beginning != batch[0][0].Beginning || IsTooLarge(batch.Count + 1, size)))
                {
                    batches.Add([.. batch]);
                    batch.Clear();
                    size = own;
                }

                batch.Add(group);
                largest = size;
            }

            batches.Add([.. batch]);
            return new(prefix, batches);
        }

        Size SizeOf(Row[] group, int prefix)
        {
            var longest = group.Max(row => row.Tokens.Length);
            return new(
                RunLengths([group], prefix).Max(),
                graph.MakesAllLogits ? longest - prefix : group.Max(row => row.Targets.Length),
                longest + group[0].Beginning,
                group[0].Beginning > 0 ? 2 : 1);
        }

        bool IsTooLarge(long groups, Size largest) =>
            (batchSize is { } size ? groups > size : groups * largest.Run > tokenBudget)
            || groups * largest.Positions * vocabularySize > MaximumLogits
            || groups * ((largest.Cached * graph.CacheSize) + (largest.States * graph.StateSize)) > graph.Limits.Cache;
    }

    /// <summary>
    /// Returns the length of the longest common prefix that leaves at least <see cref="MinimumLength"/> tokens in every sequence; 0 if it is
    /// shorter than that minimum itself.
    /// </summary>
    /// <param name="sequences">The sequences, at least one.</param>
    public static int SharedPrefix(IReadOnlyList<int[]> sequences)
    {
        var first = sequences[0];
        var prefix = sequences.Min(tokens => Math.Min(tokens.AsSpan().CommonPrefixLength(first), tokens.Length - MinimumLength));
        return prefix < MinimumLength ? 0 : prefix;
    }

    // Null if sharing gains nothing, or a prompt is too short and would be read by other kernels.
    private static List<Row[]>? Shared(IReadOnlyList<Row> rows)
    {
        var prompts = rows.GroupBy(row => row.Prompt).Select(ofOne => ofOne.ToArray()).ToList();
        return prompts.Count < rows.Count && rows.All(row => row.Beginning >= MinimumLength) ? prompts : null;
    }

    // For each run of a batch, the number of tokens per group, padding included.
    private static IEnumerable<int> RunLengths(Row[][] batch, int prefix)
    {
        var beginning = Math.Max(prefix, batch[0][0].Beginning);
        var behind = Enumerable.Range(0, batch.Max(group => group.Length))
            .Select(index => batch.Max(group => index < group.Length ? group[index].Tokens.Length - beginning : 0));
        return beginning > prefix ? behind.Prepend(beginning - prefix) : behind;
    }

    private static int LengthOf(Row[] group) => group[0].Beginning > 0 ? group[0].Beginning : group[0].Tokens.Length;

    // The prefix yields no logits: every position whose logits are needed has to stay in the row.
    private static int PrefixOf(IReadOnlyList<Row[]> groups)
    {
        var prefix = Math.Min(
            SharedPrefix([.. groups.Select(group => group[0].Tokens[..LengthOf(group)])]), groups.Min(group => group[0].FirstPosition));
        return prefix < MinimumLength ? 0 : prefix;
    }

    // Of the runs that a group takes part in, the most tokens and positions with logits; and the most tokens whose keys and values are held, and states.
    private readonly record struct Size(int Run, int Positions, int Cached, int States)
    {
        public static Size Max(Size one, Size other) => new(
            Math.Max(one.Run, other.Run), Math.Max(one.Positions, other.Positions), Math.Max(one.Cached, other.Cached), Math.Max(one.States, other.States));
    }
}
