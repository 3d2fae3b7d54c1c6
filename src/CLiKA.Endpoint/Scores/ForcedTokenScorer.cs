using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>
/// Has a continuation generated token by token, each forced by <c>logit_bias</c>, where a server returns the log-probability of the generated token
/// as the model computes it, without the bias (llama-server). For a token that ends within a character such a server returns nothing: it is looked up
/// among the likeliest tokens at its position, and then among all, while another token is forced.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="requests">The request factory for it.</param>
/// <param name="whole">A token that ends at a character boundary.</param>
internal sealed class ForcedTokenScorer(EndpointClient client, Requests requests, int whole) : TokenIdScorer(client, requests)
{
    // A reply with all tokens takes some ten megabytes.
    private static readonly int[] Counts = [1_000, 1_000_000];

    /// <summary>Reads the log-probability of the generated token.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="token">The token that was forced.</param>
    /// <returns>Its log-probability; null where the server returns none.</returns>
    /// <exception cref="InvalidInputException">It is not a number, or that of another token.</exception>
    public static double? Read(JsonRecord reply, int token)
    {
        var choice = Choices.Only(reply);
        return !choice.Has("logprobs") || choice.Record("logprobs").Records("content") is not [var written, ..] ? null
            : written.WholeNumber("id") is var id && id != token ? throw written.Error($"'id' is {id}; expected {token}, which 'logit_bias' asks for.")
            : LogProbabilities.Read(written, "logprob");
    }

    /// <inheritdoc/>
    protected override async Task<double> SumAsync(int[] ids, int start, string name, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        for (var position = start; position < ids.Length; position++)
        {
            var (before, token) = (ids[..position], ids[position]);
            var found = await AskAsync(before, token, count: 1, reply => Read(reply, token)).ConfigureAwait(false);
            foreach (var count in Counts)
            {
                found ??= await AskAsync(before, whole, count, reply => Among(TopToken.Read(Choices.Only(reply)), token)).ConfigureAwait(false);
            }

            sum += found ?? throw Client.Error($"{name} was not answered: the server shows no log-probability of the token {token}.");
        }

        return sum;

        Task<double?> AskAsync(int[] before, int forced, int count, Func<JsonRecord, double?> read)
        {
            var request = Requests.Force(Requests.Completion(before, tokens: 1), forced);
            request["logprobs"] = count;
            return Client.AskAsync("completions", request, name, read, cancellationToken);
        }
    }

    private static double? Among(IReadOnlyList<TopToken> shown, int token) =>
        shown.Where(other => other.Id == token).Select(other => (double?)other.LogProbability).FirstOrDefault();
}
