using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Journal;

/// <summary>
/// A model that is asked a sample of the questions in its journal, as a run puts them to it, so that its answers can be compared with the stored
/// ones. The answers that it returns to the run are meaningless, and the journal is not written to.
/// </summary>
public sealed class AuditedModel : IModel
{
    private readonly IModel _inner;
    private readonly AnswerJournal _journal;
    private readonly int _sample;
    private readonly Random _random;
    private readonly Action<Comparison> _tell;

    /// <summary>Wraps a model.</summary>
    /// <param name="inner">The model, which this instance disposes of.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="sample">Number of questions to ask from each list that the run puts, at least 1.</param>
    /// <param name="random">Draws the sample.</param>
    /// <param name="tell">Receives the comparison for each list.</param>
    public AuditedModel(IModel inner, AnswerJournal journal, int sample, Random random, Action<Comparison> tell)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentOutOfRangeException.ThrowIfLessThan(sample, 1);
        (_inner, _journal, _sample, _random, _tell) = (inner, journal, sample, random, tell);
    }

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
    public IModel OpenTaught(string place) => new AuditedModel(_inner.OpenTaught(place), _journal, _sample, _random, _tell);

    /// <inheritdoc/>
    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring) => _inner.Check(prompts, scoring);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await CompareAsync(Questions.Prompts(_inner, scoring, cancellationToken), prompts).ConfigureAwait(false);
        return [.. prompts.Select(prompt => Answer.Best([.. prompt.Continuations.Select(_ => 0.0)]) with
        {
            LogProbabilities = [.. prompt.Continuations.Select(_ => 0.0)],
        })];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await CompareAsync(Questions.Texts(_inner, options, cancellationToken), prompts).ConfigureAwait(false);
        return [.. prompts.Select(_ => string.Empty)];
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    private async Task CompareAsync<TQuestion, TAnswer>(KeptQuestions<TQuestion, TAnswer> questions, IReadOnlyList<TQuestion> asked)
    {
        var book = Identity is { } identity ? _journal.FindBook(identity, questions.Protocol) : null;
        _tell(await questions.CompareAsync(book, asked, _sample, _random, Tolerance).ConfigureAwait(false));
    }
}
