using CLiKA.Prompts;

namespace CLiKA.Answers;

/// <summary>Something that answers prompts: a local model, a server. It knows nothing of gold options or metrics.</summary>
public interface IAnswerer
{
    /// <summary>
    /// The class of device that answers, <c>cpu</c> or <c>cuda</c>; for a server <c>endpoint</c>, and how far it shows its
    /// log-probabilities where that limits an answer. Answers of different classes can differ in the last digits, so that they are not
    /// compared.
    /// </summary>
    string DeviceClass { get; }

    /// <summary>The device in words for a reader, and why it was chosen where the choice was left open.</summary>
    string Device { get; }

    /// <summary>Name of the adapter that answers beside the model; null where the model answers alone.</summary>
    string? Adapter => null;

    /// <summary>
    /// What decides its answers; null where it cannot say, as a server cannot that may be given another model at any time: its answers
    /// are then never kept for another run.
    /// </summary>
    /// <exception cref="InvalidInputException">A file of the model was changed since it was loaded.</exception>
    AnswererIdentity? Identity => null;

    /// <summary>
    /// By how much a log-probability may differ when the same question is asked among others, at least 0; 0 where it is the same to the last
    /// bit, or nobody can say.
    /// </summary>
    double Tolerance => 0;

    /// <summary>Checks, without asking, that prompts can be answered: that letters are single tokens, that nothing is too long.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="scoring">How the chosen option is to be read from the model.</param>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model; the message names the item.</exception>
    void Check(IReadOnlyList<Prompt> prompts, Scoring scoring);

    /// <summary>Answers prompts.</summary>
    /// <param name="prompts">The prompts, at least one. Their order and grouping decide nothing.</param>
    /// <param name="scoring">How the chosen option is read from the model.</param>
    /// <param name="progress">Told the number of prompts answered so far; may be null.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <returns>One answer for each prompt, in the order of the prompts.</returns>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model; the message names the item.</exception>
    Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken);
}
