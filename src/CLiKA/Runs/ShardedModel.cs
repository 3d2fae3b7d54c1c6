using CLiKA.Answers;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Runs;

/// <summary>
/// A model that is asked only one shard of a run's questions, so that the journal behind it stores their answers. The run itself receives no answers,
/// so that nothing that it computes can be mistaken for a measurement: it serves only to enumerate the questions, which ensures that the shards
/// together ask everything that a run asks.
/// </summary>
public sealed class ShardedModel : IModel
{
    private readonly IModel _inner;
    private readonly Counter _counter;

    /// <summary>Wraps a model.</summary>
    /// <param name="inner">The model, which this instance disposes of.</param>
    /// <param name="shard">The shard to ask.</param>
    public ShardedModel(IModel inner, Shard shard)
        : this(inner, shard, new())
    {
    }

    private ShardedModel(IModel inner, Shard shard, Counter counter)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(shard);
        (_inner, Shard, _counter) = (inner, shard, counter);
    }

    /// <summary>The shard that the model is asked.</summary>
    public Shard Shard { get; }

    /// <summary>Number of questions so far, to this model and to models taught on its basis.</summary>
    public int Questions => _counter.Questions;

    /// <summary>Number of these questions in the shard.</summary>
    public int Own => _counter.Own;

    /// <inheritdoc/>
    public string DeviceClass => _inner.DeviceClass;

    /// <inheritdoc/>
    public string Device => _inner.Device;

    /// <inheritdoc/>
    public string? Adapter => _inner.Adapter;

    /// <inheritdoc/>
    public AnswererIdentity? Identity => _inner.Identity;

    /// <inheritdoc/>
    public double Tolerance => _inner.Tolerance;

    /// <inheritdoc/>
    public JournalUse? Journal => _inner.Journal;

    /// <inheritdoc/>
    public IModel OpenTaught(string place) => new ShardedModel(_inner.OpenTaught(place), Shard, _counter);

    /// <inheritdoc/>
    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        if (OwnOf(prompts) is { Count: > 0 } own)
        {
            _inner.Check(own, scoring);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var own = OwnOf(prompts);
        Count(prompts.Count, own.Count);
        if (own.Count > 0)
        {
            await _inner.AnswerAsync(own, scoring, Scaled(progress, prompts.Count, own.Count), cancellationToken).ConfigureAwait(false);
        }

        return [.. Enumerable.Repeat(Answer.Invalid, prompts.Count)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        // A generated text belongs to no item. No two languages share a taught model, so distributing its texts over the shards loses nothing.
        var own = prompts.Where(text => Shard.Holds(text)).ToList();
        Count(prompts.Count, own.Count);
        if (own.Count > 0)
        {
            await _inner.GenerateAsync(own, options, Scaled(progress, prompts.Count, own.Count), cancellationToken).ConfigureAwait(false);
        }

        return [.. Enumerable.Repeat(string.Empty, prompts.Count)];
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    // Progress is reported as a share of all questions of the run.
    private static CallbackProgress<int>? Scaled(IProgress<int>? progress, int all, int own) =>
        progress is null ? null : new(count => progress.Report((int)((long)count * all / own)));

    private List<Prompt> OwnOf(IReadOnlyList<Prompt> prompts) =>
        [.. prompts.Where(prompt => Shard.Holds(prompt.ItemId))];

    private void Count(int questions, int own)
    {
        _counter.Questions += questions;
        _counter.Own += own;
    }

    private sealed class Counter
    {
        public int Questions { get; set; }

        public int Own { get; set; }
    }
}
