using System.Text;
using System.Text.Json;

namespace CLiKA.Endpoint.Http;

/// <summary>
/// Reads replies to their end, so that one which breaks off or is no JSON is a failure of the request, to be tried again, and not of what
/// comes after it.
/// </summary>
/// <param name="key">The key that must not be shown; null where there is none.</param>
internal sealed class WholeReplyHandler(ApiKey? key) : DelegatingHandler
{
    // The log-probabilities of a long prompt take some hundred kilobytes.
    private const long MaximumBytes = 64L << 20;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestRecord.Of(request).Tries++;
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaximumBytes, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                RequireObject(bytes);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private void RequireObject(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return;
            }
        }
        catch (JsonException)
        {
            // Said below, with what came instead.
        }

        var words = ServerWords.Shown(Encoding.UTF8.GetString(bytes), key);
        throw new HttpRequestException($"the reply is not a whole JSON object: {(words.Length == 0 ? "it is empty" : words)}");
    }
}
