using System.Numerics.Tensors;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Graphs;

namespace CLiKA.OnnxRuntime.Generation;

/// <summary>
/// Continues texts by greedy decoding, several at a time. Only texts of equal length share a batch, so that no row needs padding or depends on
/// its neighbours: the result is the same for every batch size.
/// </summary>
/// <param name="folder">The model.</param>
/// <param name="graph">Its graph.</param>
/// <param name="batchSize">Maximum number of rows per batch; null to let the token budget decide.</param>
/// <param name="tokenBudget">Maximum number of tokens per batch.</param>
internal sealed class GreedyGenerator(ModelFolder folder, IDecoderGraph graph, int? batchSize, int tokenBudget)
{
    /// <summary>Continues texts.</summary>
    /// <param name="prompts">Token ids of each prompt.</param>
    /// <param name="names">Name of each prompt in messages.</param>
    /// <param name="maximumTokens">Maximum number of tokens to generate.</param>
    /// <param name="endOf">Returns the index at which a generated text ends, or a negative number if it goes on.</param>
    /// <param name="progress">Receives the number of texts completed so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between tokens.</param>
    /// <exception cref="InvalidInputException">The graph fails, or its logits are not finite.</exception>
    public string[] Run(
        IReadOnlyList<int[]> prompts,
        IReadOnlyList<string> names,
        int maximumTokens,
        Func<string, int> endOf,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var texts = new string[prompts.Count];
        var prefix = graph.Plan.ReusesPrefix ? BatchPlan.SharedPrefix(prompts) : 0;

        maximumTokens = Math.Min(maximumTokens, folder.Configuration.MaximumPositions);

        // Without a KV cache, the whole text is read again for every token.
        var added = graph.Plan.ReusesPrefix ? 0 : maximumTokens;
        foreach (var (name, tokens) in names.Zip(prompts))
        {
            RowBuilder.RequireReadable(folder, graph, name, tokens.Length - prefix + added);
        }

        var batches = Enumerable.Range(0, prompts.Count).GroupBy(index => prompts[index].Length)
            .OrderBy(ofOneLength => ofOneLength.Key)
            .SelectMany(ofOneLength => ofOneLength.Chunk(SizeOf(ofOneLength.Key, prefix, maximumTokens)));
        var done = 0;
        new BatchedRuns<int>(folder, graph, index => (names[index], prompts[index].Length)).Run(
            prompts[0].AsSpan(0, prefix), batches, ContinueBatch, cancellationToken);
        return texts;

        void ContinueBatch(IBatchRunner runner, int[] batch)
        {
            var growing = Array.ConvertAll(batch, index => new GrowingText(prompts[index], names[index]));
            Continue(runner, growing, maximumTokens, endOf, cancellationToken);
            foreach (var (index, text) in batch.Zip(growing))
            {
                texts[index] = text.Text;
            }

            progress?.Report(done += batch.Length);
        }
    }

    private int SizeOf(int length, int prefix, int maximumTokens)
    {
        if (!graph.ContinuesBatches)
        {
            return 1;
        }

        var largest = Math.Min(
            BatchPlan.MaximumLogits / ((long)folder.Configuration.VocabularySize * (graph.MakesAllLogits ? length - prefix : 1)),
            graph.Limits.Cache / Math.Max(1, (graph.CacheSize * (length + maximumTokens)) + graph.StateSize));
        return (int)Math.Clamp(batchSize ?? tokenBudget / (length - prefix + maximumTokens), 1, Math.Max(1, largest));
    }

    private void Continue(
        IBatchRunner runner, GrowingText[] batch, int maximumTokens, Func<string, int> endOf, CancellationToken cancellationToken)
    {
        // A single row would run on other kernels than several rows do, with other last bits.
        var rows = batch.Select(text => text.Tokens).ToList();
        while (graph.ContinuesBatches && rows.Count < BatchPlan.MinimumLength)
        {
            rows.Add(rows[0]);
        }

        var longest = folder.Configuration.MaximumPositions - rows[0].Length;
        using var decoding = runner.Continue(rows);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = new int[rows.Count];
            foreach (var (row, text) in batch.Index().Where(pair => !pair.Item.IsFinished))
            {
                next[row] = Likeliest(decoding.LogitsOf(row), text.Name);
                Add(text, next[row], Math.Min(maximumTokens, longest), endOf);
            }

            if (Array.TrueForAll(batch, text => text.IsFinished))
            {
                return;
            }

            decoding.Append(next);
        }
    }

    private void Add(GrowingText text, int token, int maximumTokens, Func<string, int> endOf)
    {
        if (folder.EndTokens.Contains(token))
        {
            text.Finish();
            return;
        }

        text.Add(token, ids => folder.Tokenizer.Decode(ids, skipSpecialTokens: true), endOf);
        if (text.Count >= maximumTokens)
        {
            text.Finish();
        }
    }

    // The first of equal maxima. IndexOfMax returns a NaN before any number.
    private int Likeliest(ReadOnlySpan<float> logits, string name) =>
        TensorPrimitives.IndexOfMax(logits) is var token && float.IsFinite(logits[token]) && float.IsFinite(TensorPrimitives.Min(logits))
            ? token
            : throw NotFinite.In(folder, graph, $"continues {name}");
}
