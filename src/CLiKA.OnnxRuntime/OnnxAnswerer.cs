using System.Text;
using CLiKA.Answers;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.Prompts;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime;

/// <summary>
/// Answers with a local ONNX model. Tokens that all prompts of a call begin with are computed once; on one class of device an
/// answer is the same to the last bit whatever the order, the batches and the number of threads.
/// </summary>
public sealed class OnnxAnswerer : IAnswerer, IDisposable
{
    private readonly OpenSession _open;
    private readonly IDecoderGraph _graph;
    private readonly OnnxAnswererOptions _options;

    private OnnxAnswerer(ModelFolder folder, OpenSession open, IDecoderGraph graph, OnnxAnswererOptions options) =>
        (Folder, _open, _graph, _options) = (folder, open, graph, options);

    /// <summary>The model's folder.</summary>
    public ModelFolder Folder { get; }

    /// <inheritdoc/>
    public string DeviceClass => _open.DeviceClass;

    /// <inheritdoc/>
    public string Device => $"{_open.Device}; {_graph.Plan}";

    /// <summary>Loads a model.</summary>
    /// <param name="folder">Path of its folder.</param>
    /// <param name="options">How it is run.</param>
    /// <returns>The answerer, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">
    /// A file of the folder is missing, damaged or not what it has to be, the chat template refuses what it is told, or the device cannot
    /// be used.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is below 1.</exception>
    public static OnnxAnswerer Load(string folder, OnnxAnswererOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads ?? 1, 1, nameof(options.Threads));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize ?? 1, 1, nameof(options.BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TokenBudget, 1, nameof(options.TokenBudget));
        var model = ModelFolder.Open(folder, options.Chat);
        var open = SessionOpener.Open(model.GraphPath, options.Device, options.Threads ?? Environment.ProcessorCount);
        try
        {
            return new(model, open, GraphReader.Read(model.GraphPath, open.Session, model.Configuration), options);
        }
        catch
        {
            open.Session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring) => _ = new RowBuilder(Folder).Build(prompts, scoring);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no prompt.</exception>
    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        return prompts.Count > 0
            ? Task.Run(() => Answer(prompts, scoring, progress, cancellationToken), cancellationToken)
            : throw new ArgumentException("There is no prompt.", nameof(prompts));
    }

    /// <inheritdoc/>
    public void Dispose() => _open.Session.Dispose();

    private IReadOnlyList<Answer> Answer(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var rows = new RowBuilder(Folder).Build(prompts, scoring);
        var batchSize = _graph.Plan.Batches ? _options.BatchSize : 1;
        var plan = BatchPlan.For(
            rows, batchSize, _options.TokenBudget, Folder.Configuration.VocabularySize, _graph.Plan.ReusesPrefix, _graph.MakesAllLogits);
        var sums = prompts.Select(prompt => new double[prompt.Continuations.Length]).ToArray();
        var lengths = prompts.Select(prompt => new int[prompt.Continuations.Length]).ToArray();
        var open = rows.CountBy(row => row.Prompt).ToDictionary();
        using var runner = _graph.Begin(rows[0].Tokens.AsSpan(0, plan.PrefixLength));
        foreach (var batch in plan.Batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run(runner, batch, prompts, (row, target, logits) =>
            {
                var denominator = LogSoftmax.Denominator(logits);
                if (double.IsNaN(denominator))
                {
                    throw new InvalidInputException(
                        Folder.GraphPath,
                        $"the model answers item '{prompts[row.Prompt].ItemId}' with logits that are not finite numbers.");
                }

                foreach (var (index, token) in row.Targets[target].Index())
                {
                    sums[row.Prompt][row.Option + index] += logits[token] - denominator;
                    lengths[row.Prompt][row.Option + index]++;
                }
            });
            foreach (var row in batch.Where(row => --open[row.Prompt] == 0))
            {
                open.Remove(row.Prompt);
            }

            progress?.Report(prompts.Count - open.Count);
        }

        return [.. prompts.Select((prompt, index) => ContinuationScore.Choose(Scores(prompt, sums[index], lengths[index]), scoring))];
    }

    private void Run(IBatchRunner runner, Row[] batch, IReadOnlyList<Prompt> prompts, Action<Row, int, ReadOnlySpan<float>> use)
    {
        try
        {
            runner.Run(batch, use);
        }
        catch (OnnxRuntimeException error)
        {
            var items = string.Join(", ", batch.Select(row => prompts[row.Prompt].ItemId).Distinct().Take(3));
            throw new InvalidInputException(
                Folder.GraphPath, $"ONNX Runtime failed on a batch of {batch.Length} rows ({items}...): {error.Message}", error);
        }
    }

    private static List<ContinuationScore> Scores(Prompt prompt, double[] sums, int[] tokens) =>
        [.. prompt.Continuations.Select((continuation, option) => new ContinuationScore(
            sums[option], tokens[option], Math.Max(1, Encoding.UTF8.GetByteCount(continuation.Trim()))))];
}
