using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Journal;
using CLiKA.Runs;

namespace CLiKA.Models;

/// <summary>Opens the models of a run behind the run's journal.</summary>
public sealed class ModelSource : IDisposable
{
    /// <summary>The environment variable that names a journal in place of the configured one, or <c>off</c>.</summary>
    public const string JournalVariable = "CLIKA_JOURNAL";

    private const string FreshVariable = "CLIKA_FRESH";
    private const string KnownVariable = "CLIKA_KNOWN";

    private readonly AnswerJournal? _journal;
    private readonly Asking _asking;

    private ModelSource(AnswerJournal? journal, Asking asking) => (_journal, _asking) = (journal, asking);

    /// <summary>
    /// Which questions to ask according to the environment: all (CLIKA_FRESH=1), none, so that every answer has to come from the journal
    /// (CLIKA_KNOWN=1), or those without a stored answer.
    /// </summary>
    /// <exception cref="InvalidInputException">A variable has another value, or both are set.</exception>
    public static Asking Asked => (IsSet(FreshVariable), IsSet(KnownVariable)) switch
    {
        (true, true) => throw new InvalidInputException(KnownVariable, $"is set together with {FreshVariable}: a run cannot ask everything and nothing."),
        (true, _) => Asking.All,
        (_, true) => Asking.None,
        _ => Asking.Missing,
    };

    /// <summary>Creates a source for the models of a run.</summary>
    /// <param name="journalFile">Path of the run's journal; null to ask every question.</param>
    /// <param name="asking">Which questions to ask.</param>
    /// <returns>The source, to be disposed of after the models.</returns>
    /// <exception cref="InvalidInputException">The journal is damaged, is not a journal, or cannot be written.</exception>
    public static ModelSource Of(string? journalFile, Asking asking) => new(journalFile is null ? null : AnswerJournal.Open(journalFile), asking);

    /// <summary>Opens a model, as <see cref="ConfiguredModel"/> does.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Cancels requests to a server.</param>
    /// <returns>The model, to be disposed of; behind the journal if the model can identify itself.</returns>
    /// <exception cref="InvalidInputException">
    /// The folder is invalid, the server is not usable, or nothing is to be asked and no journal keeps the model's answers.
    /// </exception>
    public async Task<IModel> OpenAsync(ModelEntry model, CancellationToken cancellationToken)
    {
        if (_asking == Asking.None && (_journal is null || model.Endpoint is not null))
        {
            throw new InvalidInputException(
                model.Place, $"no journal keeps its answers, and this run may ask nothing ({KnownVariable}).");
        }

        var opened = await ConfiguredModel.OpenAsync(model, cancellationToken).ConfigureAwait(false);
        try
        {
            return _journal is null || opened.Identity is null ? opened : new JournaledModel(opened, _journal, model.Place, _asking);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Opens a model for one shard of the questions of a run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The model, to be disposed of; behind the journal.</returns>
    /// <exception cref="InvalidInputException">The folder is invalid, or no journal would keep the answers.</exception>
    public async Task<ShardedModel> OpenShardAsync(ModelEntry model, Shard shard, CancellationToken cancellationToken)
    {
        RequireKept(model);
        return new ShardedModel(await OpenAsync(model, cancellationToken).ConfigureAwait(false), shard);
    }

    /// <summary>Confirms that a model's answers are kept, since they are all that remains of a shard.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidInputException">The answers are not kept.</exception>
    public void RequireKept(ModelEntry model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (_journal is null)
        {
            throw new InvalidInputException(
                model.Place, $"a shard's answers would be lost, since the run has no journal. Name a file in {JournalVariable}, or in clika.json.");
        }

        if (model.Endpoint is not null)
        {
            throw new InvalidInputException(
                model.Place,
                "a shard's answers would be lost: no journal keeps those of a server, which may switch models at any time. Ask it unsharded; "
                + "\"concurrency\" sets how much is asked at a time.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _journal?.Dispose();

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) switch
    {
        null or "" or "0" or "false" => false,
        "1" or "true" => true,
        var other => throw new InvalidInputException(variable, $"is '{other}'; expected 1, or 0."),
    };
}
