using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Scores continuations from the log-probabilities of a prompt's tokens (vLLM's <c>prompt_logprobs</c>), which are returned by id.</summary>
/// <param name="client">The server.</param>
/// <param name="requests">The request factory for it.</param>
internal sealed class PromptTokenScorer(EndpointClient client, Requests requests) : TokenIdScorer(client, requests)
{
    /// <summary>Creates the request for the log-probabilities of tokens.</summary>
    /// <param name="requests">The request factory for the server.</param>
    /// <param name="ids">The tokens.</param>
    public static JsonObject Request(Requests requests, IEnumerable<int> ids)
    {
        // 0 lists only the prompt's own tokens.
        var request = requests.Completion(ids, tokens: 1);
        request["prompt_logprobs"] = 0;
        return request;
    }

    /// <summary>Sums the log-probabilities of the last tokens.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="ids">The tokens that were sent.</param>
    /// <param name="start">Index of the first token that counts, at least 1: the very first token has no log-probability.</param>
    /// <returns>Their sum.</returns>
    /// <exception cref="InvalidInputException">One is missing or not a number, or they belong to other tokens.</exception>
    public static double Read(JsonRecord reply, int[] ids, int start)
    {
        var choice = Choices.Only(reply);
        if (!choice.Element.TryGetProperty("prompt_logprobs", out var list) || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() != ids.Length)
        {
            throw choice.Error($"'prompt_logprobs' is not a list of {ids.Length}; expected an entry for each token of the prompt.");
        }

        var sum = 0.0;
        for (var position = start; position < ids.Length; position++)
        {
            var name = ids[position].ToString(CultureInfo.InvariantCulture);
            sum += list[position] is { ValueKind: JsonValueKind.Object } entry
                && entry.TryGetProperty(name, out var token) && token.ValueKind == JsonValueKind.Object
                ? LogProbabilities.Read(choice with { Element = token }, "logprob")
                : throw choice.Error($"'prompt_logprobs' has nothing for token {name} at position {position}.");
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override Task<double> SumAsync(int[] ids, int start, string name, CancellationToken cancellationToken) =>
        Client.AskAsync("completions", Request(Requests, ids), name, reply => Read(reply, ids, start), cancellationToken);
}
