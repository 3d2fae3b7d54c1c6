using CLiKA.Answers;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>Scores the options of prompts by their likelihood under a model.</summary>
/// <param name="folder">The model.</param>
/// <param name="graph">Its graph.</param>
/// <param name="options">Options for running it.</param>
internal sealed class OptionScorer(ModelFolder folder, IDecoderGraph graph, OnnxAnswererOptions options)
{
    /// <summary>Scores the options of prompts.</summary>
    /// <param name="prompts">The prompts, at least one.</param>
    /// <param name="scoring">Scoring by letter, or by one of the likelihoods.</param>
    /// <param name="progress">Receives the number of prompts answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <exception cref="InvalidInputException">The graph fails on a batch, or its logits are not finite.</exception>
    public IReadOnlyList<Answer> Score(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var rows = new RowBuilder(folder).Build(prompts, scoring);
        var batchSize = graph.Plan.Batches ? options.BatchSize : 1;
        var plan = BatchPlan.For(rows, batchSize, options.TokenBudget ?? graph.Limits.Tokens, folder.Configuration.VocabularySize, graph);
        foreach (var row in rows)
        {
            RowBuilder.RequireReadable(folder, graph, RowBuilder.NameOf(prompts[row.Prompt]), row.Tokens.Length - plan.PrefixLength);
        }

        var scores = ScoresOf(rows);
        var open = rows.CountBy(row => row.Prompt).ToDictionary();
        new BatchedRuns<Row[]>(folder, graph, group => (prompts[group[0].Prompt].Name, group[0].Tokens.Length)).Run(
            rows[0].Tokens.AsSpan(0, plan.PrefixLength), plan.Batches, Ask, cancellationToken);
        return
        [
            .. prompts.Select((prompt, index) => ContinuationScore.Choose(
                [.. prompt.Continuations.Select((continuation, option) => ScoreOf(continuation, scores[(index, option)]))], scoring)),
        ];

        void Ask(IBatchRunner runner, Row[][] batch)
        {
            runner.Run(batch, Take);
            foreach (var row in batch.SelectMany(group => group).Where(row => --open[row.Prompt] == 0))
            {
                open.Remove(row.Prompt);
            }

            progress?.Report(prompts.Count - open.Count);
        }

        void Take(Row row, int target, ReadOnlySpan<float> logits)
        {
            var denominator = LogSoftmax.Denominator(logits);
            if (double.IsNaN(denominator))
            {
                throw NotFinite.In(folder, graph, $"answers {prompts[row.Prompt].Name}");
            }

            foreach (var (option, index, token) in row.Targets[target])
            {
                scores[(row.Prompt, option)][index] = logits[token] - denominator;
            }
        }
    }

    // One slot for each token of each option, so that results may arrive in any order.
    private static Dictionary<(int Prompt, int Option), double[]> ScoresOf(IReadOnlyList<Row> rows) =>
        rows.SelectMany(row => row.Targets.SelectMany(targets => targets).Select(target => (row.Prompt, target.Option)))
            .CountBy(place => place)
            .ToDictionary(count => count.Key, count => new double[count.Value]);

    private static ContinuationScore ScoreOf(string continuation, double[] tokens) => ContinuationScore.Of(continuation, tokens.Sum(), tokens.Length);
}
