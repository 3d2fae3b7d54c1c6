using CLiKA.Prompts;

namespace CLiKA.Answers;

/// <summary>Answers prompts: a local model, or one behind a server. It knows nothing of gold options or metrics.</summary>
public interface IAnswerer
{
    /// <summary>
    /// The kind of device that answers: <c>cpu</c>, <c>cuda</c> or, for a server, <c>endpoint</c>, followed by how far the server returns
    /// log-probabilities where that limits an answer. Answers of different kinds can differ by rounding, so they are not compared.
    /// </summary>
    string DeviceClass { get; }

    /// <summary>The device in words, with the reason for the choice where it was left open.</summary>
    string Device { get; }

    /// <summary>Name of the adapter applied to the model; null where there is none.</summary>
    string? Adapter => null;

    /// <summary>
    /// What determines the answers; null where that is unknown, as with a server, which may be given another model at any time: its answers are then
    /// never reused in another run.
    /// </summary>
    /// <exception cref="InvalidInputException">A file of the model was modified since it was loaded.</exception>
    AnswererIdentity? Identity => null;

    /// <summary>
    /// The largest difference in log-probability, at least 0, when the same question is asked in another batch; 0 where results are bit-identical or
    /// the difference is unknown.
    /// </summary>
    double Tolerance => 0;

    /// <summary>Checks, without asking, that prompts can be answered: that letters are single tokens and nothing is too long.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="scoring">The way in which the chosen option will be determined.</param>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model; the message names the item.</exception>
    void Check(IReadOnlyList<Prompt> prompts, Scoring scoring);

    /// <summary>Answers prompts.</summary>
    /// <param name="prompts">The prompts, at least one. Their order and grouping do not affect the answers.</param>
    /// <param name="scoring">The way in which the chosen option is determined.</param>
    /// <param name="progress">Receives the number of prompts answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>One answer for each prompt, in the order of the prompts.</returns>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model; the message names the item.</exception>
    Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken);
}
