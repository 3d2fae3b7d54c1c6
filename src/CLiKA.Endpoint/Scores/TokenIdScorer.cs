using CLiKA.Answers;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Scores;

/// <summary>Scores continuations by their tokens, as a local model does: prompt and continuation are sent as token ids.</summary>
/// <param name="client">The server.</param>
/// <param name="requests">The request factory for it.</param>
internal abstract class TokenIdScorer(EndpointClient client, Requests requests) : IContinuationScorer
{
    private readonly ServerTokenizer _tokenizer = new(client, requests);

    /// <summary>The server.</summary>
    protected EndpointClient Client { get; } = client;

    /// <summary>The request factory for the server.</summary>
    protected Requests Requests { get; } = requests;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContinuationScore>> ScoreAsync(
        Prompt prompt, IReadOnlyList<int> options, CancellationToken cancellationToken)
    {
        var name = prompt.Name;
        var beginning = await _tokenizer.BeginningAsync(prompt.Text, name, cancellationToken).ConfigureAwait(false);
        var scores = new List<ContinuationScore>(options.Count);
        foreach (var continuation in options.Select(option => prompt.Continuations[option]))
        {
            var following = await _tokenizer.FollowingAsync(prompt.Text, beginning, continuation, name, cancellationToken).ConfigureAwait(false);
            var sum = await SumAsync([.. beginning, .. following], beginning.Length, name, cancellationToken).ConfigureAwait(false);
            scores.Add(ContinuationScore.Of(continuation, sum, following.Length));
        }

        return scores;
    }

    /// <summary>Requests the log-probabilities of the last tokens of a text.</summary>
    /// <param name="ids">The tokens of the text.</param>
    /// <param name="start">Index of the first token that counts, at least 1: the very first token has no log-probability.</param>
    /// <param name="name">Name of the question in messages.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The sum of their log-probabilities.</returns>
    protected abstract Task<double> SumAsync(int[] ids, int start, string name, CancellationToken cancellationToken);
}
