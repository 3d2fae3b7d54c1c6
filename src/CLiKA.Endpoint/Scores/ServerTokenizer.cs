using System.Text.Json;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Servers;
using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Asks a server for the tokens of texts.</summary>
/// <param name="client">The server.</param>
/// <param name="requests">Its requests.</param>
internal sealed class ServerTokenizer(EndpointClient client, Requests requests)
{
    /// <summary>Where vLLM and llama-server tell tokens.</summary>
    public const string Path = "/tokenize";

    /// <summary>Reads the reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The ids.</returns>
    /// <exception cref="InvalidInputException">It is something else.</exception>
    public static int[] Read(JsonRecord reply) =>
        reply.Element.TryGetProperty("tokens", out var tokens) && tokens.ValueKind == JsonValueKind.Array
            && tokens.EnumerateArray().All(token => token.ValueKind == JsonValueKind.Number && token.TryGetInt32(out _))
            ? [.. tokens.EnumerateArray().Select(token => token.GetInt32())]
            : throw reply.Error("'tokens' is no list of ids.");

    /// <summary>The tokens of a text that a prompt is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The ids, at least one.</returns>
    public async Task<int[]> BeginningAsync(string text, string name, CancellationToken cancellationToken) =>
        await EncodeAsync(text, opens: true, name, cancellationToken).ConfigureAwait(false) is { Length: > 0 } ids
            ? ids
            : throw client.Error($"{name} has no token.");

    /// <summary>
    /// The tokens of a continuation: those that come after the prompt's. Where its beginning joins the prompt's end in one token, the model is
    /// asked after the whole prompt all the same, and the continuation stands alone, as with a local model.
    /// </summary>
    /// <param name="text">The prompt.</param>
    /// <param name="beginning">Its tokens.</param>
    /// <param name="continuation">What follows.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The ids, at least one.</returns>
    public async Task<int[]> FollowingAsync(
        string text, int[] beginning, string continuation, string name, CancellationToken cancellationToken)
    {
        var whole = await EncodeAsync(text + continuation, opens: true, name, cancellationToken).ConfigureAwait(false);
        var ids = whole.Length > beginning.Length && whole.AsSpan().StartsWith(beginning)
            ? whole[beginning.Length..]
            : await EncodeAsync(continuation, opens: false, name, cancellationToken).ConfigureAwait(false);
        return ids.Length > 0 ? ids : throw client.Error($"{name} has the option '{continuation}', which has no token.");
    }

    private Task<int[]> EncodeAsync(string text, bool opens, string name, CancellationToken cancellationToken) =>
        client.AskAsync(Path, requests.Tokens(text, opens), name, Read, cancellationToken);
}
