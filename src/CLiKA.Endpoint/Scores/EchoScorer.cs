using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Answers;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Input;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Scores;

/// <summary>
/// Scores continuations by having the whole text echoed with the log-probabilities of its tokens (<c>echo</c>). The start of the continuation is
/// found by having the prompt echoed alone: text offsets, which some servers return, are wrong wherever a character takes more than one token.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="requests">The request factory for it.</param>
internal sealed class EchoScorer(EndpointClient client, Requests requests) : IContinuationScorer
{
    /// <summary>Creates the request for a text with its log-probabilities.</summary>
    /// <param name="requests">The request factory for the server.</param>
    /// <param name="text">The text.</param>
    public static JsonObject Request(Requests requests, string text)
    {
        // Some servers take 0 tokens for no limit, so one is requested, and dropped.
        var request = requests.Completion(text, tokens: 1);
        request["echo"] = true;
        request["logprobs"] = 1;
        return request;
    }

    /// <summary>Reads an echoed text.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The tokens of the text with their log-probabilities; the very first token has none.</returns>
    /// <exception cref="InvalidInputException">The text is not echoed, or a log-probability is not a number.</exception>
    public static (string[] Tokens, double?[] LogProbabilities) Read(JsonRecord reply)
    {
        var shown = Choices.Only(reply).Record("logprobs");
        var tokens = shown.Texts("tokens");
        if (!shown.Element.TryGetProperty("token_logprobs", out var list) || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() != tokens.Length)
        {
            throw shown.Error($"'token_logprobs' is not a list of {tokens.Length}; expected an entry for each token.");
        }

        var sent = tokens.Length - reply.Record("usage").WholeNumber("completion_tokens");
        return sent < 1
            ? throw shown.Error("'tokens' contains no token of the prompt; expected all of them.")
            : ([.. tokens.Take(sent)], [.. list.EnumerateArray().Take(sent).Select((value, index) => Number(shown, value, index))]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContinuationScore>> ScoreAsync(
        Prompt prompt, IReadOnlyList<int> options, CancellationToken cancellationToken)
    {
        var name = prompt.Name;
        var (beginning, _) = await EchoAsync(prompt.Text).ConfigureAwait(false);
        var scores = new List<ContinuationScore>(options.Count);
        foreach (var continuation in options.Select(option => prompt.Continuations[option]))
        {
            var (tokens, logProbabilities) = await EchoAsync(prompt.Text + continuation).ConfigureAwait(false);
            if (tokens.Length <= beginning.Length || !tokens.AsSpan().StartsWith(beginning))
            {
                throw client.Error(
                    $"{name}: the end of the prompt and the start of '{continuation}' merge into one token, so that the option's own tokens are unknown. "
                    + "Use a server that accepts token ids as a prompt (vLLM), or a 'suffix' after which a token begins.");
            }

            scores.Add(ContinuationScore.Of(continuation, logProbabilities.Skip(beginning.Length).Sum()!.Value, tokens.Length - beginning.Length));
        }

        return scores;

        Task<(string[] Tokens, double?[] LogProbabilities)> EchoAsync(string text) =>
            client.AskAsync("completions", Request(requests, text), name, Read, cancellationToken);
    }

    private static double? Number(JsonRecord shown, JsonElement value, int index) => value.ValueKind == JsonValueKind.Number
        ? LogProbabilities.Checked(shown, "token_logprobs", value.GetDouble())
        : value.ValueKind == JsonValueKind.Null && index == 0 ? null
        : throw shown.Error($"'token_logprobs' has {value.ValueKind} at position {index}; expected a number.");
}
