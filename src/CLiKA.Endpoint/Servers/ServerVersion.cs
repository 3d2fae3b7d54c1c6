using System.Text.Json;
using CLiKA.Endpoint.Http;
using CLiKA.Input;

namespace CLiKA.Endpoint.Servers;

/// <summary>Finds out the version of the program that serves a model, which is shown and affects nothing else.</summary>
internal static class ServerVersion
{
    /// <summary>Returns the version.</summary>
    /// <param name="client">The server.</param>
    /// <param name="models">Its models.</param>
    /// <param name="answer">Any answer of it.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The version, fit to be shown; empty where the server does not state it.</returns>
    public static async Task<string> ReadAsync(
        EndpointClient client, ServedModels models, JsonRecord answer, CancellationToken cancellationToken)
    {
        // llama-server and TGI state it in every answer, vLLM at a path of its own.
        if (TextOf(answer, "system_fingerprint") is { Length: > 0 } fingerprint)
        {
            return client.Shown(fingerprint);
        }

        var reply = models.Owner == "vllm"
            ? await client.TryAsync("/version", null, RequestKind.Remark, cancellationToken).ConfigureAwait(false)
            : null;
        return reply?.Body is { } body ? client.Shown(TextOf(body, "version")) : string.Empty;
    }

    private static string TextOf(JsonRecord record, string name) =>
        record.Element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? record.Text(name) : string.Empty;
}
