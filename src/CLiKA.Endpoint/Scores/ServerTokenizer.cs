using System.Text.Json;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Tokenizes texts on a server.</summary>
/// <param name="client">The server.</param>
/// <param name="requests">The request factory for it.</param>
internal sealed class ServerTokenizer(EndpointClient client, Requests requests)
{
    /// <summary>Path for tokenization on vLLM and llama-server.</summary>
    public const string Path = "/tokenize";

    /// <summary>Reads the token ids of a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The ids.</returns>
    /// <exception cref="InvalidInputException">The reply is malformed.</exception>
    public static int[] Read(JsonRecord reply) =>
        reply.Element.TryGetProperty("tokens", out var tokens) && tokens.ValueKind == JsonValueKind.Array
            && tokens.EnumerateArray().All(token => token.ValueKind == JsonValueKind.Number && token.TryGetInt32(out _))
            ? [.. tokens.EnumerateArray().Select(token => token.GetInt32())]
            : throw reply.Error("'tokens' is not a list of token ids.");

    /// <summary>Returns the tokens of a prompt.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The ids, at least one.</returns>
    public async Task<int[]> BeginningAsync(string text, string name, CancellationToken cancellationToken) =>
        await EncodeAsync(text, opens: true, name, cancellationToken).ConfigureAwait(false) is { Length: > 0 } ids
            ? ids
            : throw client.Error($"the prompt of {name} has no token.");

    /// <summary>
    /// Returns the tokens of a continuation, those that follow the prompt's. Where its beginning merges with the prompt's end into one token, the
    /// model is still asked after the whole prompt, and the continuation is tokenized alone, as with a local model.
    /// </summary>
    /// <param name="text">The prompt.</param>
    /// <param name="beginning">The tokens of the prompt.</param>
    /// <param name="continuation">The continuation.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The ids, at least one.</returns>
    public async Task<int[]> FollowingAsync(
        string text, int[] beginning, string continuation, string name, CancellationToken cancellationToken)
    {
        var whole = await EncodeAsync(text + continuation, opens: true, name, cancellationToken).ConfigureAwait(false);
        var ids = whole.Length > beginning.Length && whole.AsSpan().StartsWith(beginning)
            ? whole[beginning.Length..]
            : await EncodeAsync(continuation, opens: false, name, cancellationToken).ConfigureAwait(false);
        return ids.Length > 0 ? ids : throw client.Error($"the option '{continuation}' of {name} has no token.");
    }

    private Task<int[]> EncodeAsync(string text, bool opens, string name, CancellationToken cancellationToken) =>
        client.AskAsync(Path, requests.Tokens(text, opens), name, Read, cancellationToken);
}
