using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Journal;

/// <summary>
/// A model whose answers are stored: it is asked only what its journal lacks, in slices, each of which is committed before the next is asked. The
/// answers are bit-identical to those of the model itself.
/// </summary>
public sealed class JournaledModel : IModel
{
    private readonly IModel _inner;
    private readonly AnswererIdentity _identity;
    private readonly AnswerJournal _journal;
    private readonly string _name;
    private readonly Asking _asking;
    private readonly Tally _tally;

    /// <summary>Wraps a model.</summary>
    /// <param name="inner">The model, which this instance disposes of.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="name">Name of the model for readers of the journal: its location.</param>
    /// <param name="asking">The questions that the model is asked.</param>
    /// <exception cref="ArgumentException">The identity of the model is unknown.</exception>
    /// <exception cref="InvalidInputException">A file of the model was modified since it was loaded.</exception>
    public JournaledModel(IModel inner, AnswerJournal journal, string name, Asking asking = Asking.Missing)
        : this(inner, journal, name, asking, new())
    {
    }

    private JournaledModel(IModel inner, AnswerJournal journal, string name, Asking asking, Tally tally)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(journal);
        (_inner, _journal, _name, _asking, _tally) = (inner, journal, name, asking, tally);
        _identity = inner.Identity ?? throw new ArgumentException("The model has no identity to store its answers under.", nameof(inner));
    }

    /// <inheritdoc/>
    public string DeviceClass => _inner.DeviceClass;

    /// <inheritdoc/>
    public string Device => _inner.Device;

    /// <inheritdoc/>
    public string? Adapter => _inner.Adapter;

    /// <inheritdoc/>
    public AnswererIdentity Identity => _identity;

    /// <inheritdoc/>
    public double Tolerance => _inner.Tolerance;

    /// <summary>How many answers of this model, and of models taught on its basis, came from the model and from the journal so far.</summary>
    public JournalUse Journal => new(_journal.Path, _tally.Asked, _tally.Known);

    /// <inheritdoc/>
    public IModel OpenTaught(string place)
    {
        var taught = _inner.OpenTaught(place);
        try
        {
            return new JournaledModel(taught, _journal, place, _asking, _tally);
        }
        catch
        {
            taught.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Only prompts that the model may be asked: those whose answers are stored were checked when it was.</remarks>
    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        if (OpenOf(prompts, scoring) is { Count: > 0 } open)
        {
            _inner.Check(open, scoring);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken) =>
        AskAsync(Questions.Prompts(_inner, scoring, cancellationToken), prompts, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return AskAsync(Questions.Texts(_inner, options, cancellationToken), prompts, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    private IReadOnlyList<Prompt> OpenOf(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        var questions = Questions.Prompts(_inner, scoring, CancellationToken.None);
        return _asking != Asking.All && _journal.FindBook(_identity, questions.Protocol) is { } book ? questions.Missing(book, prompts) : prompts;
    }

    private Task<IReadOnlyList<TAnswer>> AskAsync<TQuestion, TAnswer>(
        KeptQuestions<TQuestion, TAnswer> questions,
        IReadOnlyList<TQuestion> asked,
        IProgress<int>? progress,
        CancellationToken cancellationToken) =>
        questions.AskAsync(_journal.Book(_identity, questions.Protocol, _name), asked, _asking, _tally, progress, cancellationToken);
}
