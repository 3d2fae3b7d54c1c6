using System.Net;
using System.Text;
using System.Text.Json;

namespace CLiKA.Endpoint.Http;

/// <summary>
/// Reads replies to their end, so that a truncated reply or one that is not JSON fails the request, which can be retried, rather than the code that
/// follows; and treats a reply that contains an error as one, whatever its status.
/// </summary>
/// <param name="key">The key to hide; null where there is none.</param>
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

                // Gateways pass on errors of what is behind them with a status of success.
                response.StatusCode = ErrorIn(bytes) ?? response.StatusCode;
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // The status that an error states; where it states none, that of a server error.
    private static HttpStatusCode? StatusOf(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object when error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number
            && code.TryGetInt32(out var status) && status is >= 400 and < 600 => (HttpStatusCode)status,
        JsonValueKind.Object or JsonValueKind.String => HttpStatusCode.InternalServerError,
        _ => null,
    };

    private HttpStatusCode? ErrorIn(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.TryGetProperty("error", out var error) && !document.RootElement.TryGetProperty("choices", out _)
                    ? StatusOf(error)
                    : null;
            }
        }
        catch (JsonException)
        {
            // Reported below, with what was received instead.
        }
        catch (InvalidOperationException)
        {
            // A property name with an unpaired surrogate, which whoever reads the reply reports with its location.
            return null;
        }

        var words = ServerWords.Shown(Encoding.UTF8.GetString(bytes), key);
        throw new HttpRequestException($"the reply is not a whole JSON object: {(words.Length == 0 ? "it is empty" : words)}");
    }
}
