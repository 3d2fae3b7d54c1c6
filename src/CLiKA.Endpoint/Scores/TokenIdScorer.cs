using CLiKA.Answers;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Scores;

/// <summary>Scores continuations by their tokens, as a local model does: prompt and continuation are sent as ids.</summary>
/// <param name="client">The server.</param>
/// <param name="requests">Its requests.</param>
internal abstract class TokenIdScorer(EndpointClient client, Requests requests) : IContinuationScorer
{
    private readonly ServerTokenizer _tokenizer = new(client, requests);

    /// <summary>The server.</summary>
    protected EndpointClient Client { get; } = client;

    /// <summary>Its requests.</summary>
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

    /// <summary>Asks how likely the last tokens of a text are.</summary>
    /// <param name="ids">The tokens of the text.</param>
    /// <param name="start">The first that counts, at least 1: nothing comes before the very first token.</param>
    /// <param name="name">What the question is called in messages.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The sum of their log-probabilities.</returns>
    protected abstract Task<double> SumAsync(int[] ids, int start, string name, CancellationToken cancellationToken);
}
