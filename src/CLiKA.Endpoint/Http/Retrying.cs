using System.Net;
using System.Text;
using CLiKA.Configuration;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace CLiKA.Endpoint.Http;

/// <summary>When a request is sent again, and how long one try of it may take.</summary>
internal static class Retrying
{
    // In words as llama-server's "Only no echo is supported"; not as "contact us through a support request", which says that it will pass.
    private static readonly string[] Unoffered = ["not support", "unsupported", "is supported", "are supported", "not implement", "unimplemented"];

    /// <summary>The pipeline that every request to a server goes through.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="options">How patient the client is.</param>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(EndpointEntry entry, EndpointOptions options)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time };

        // The library has no strategy that never tries again.
        if (options.Retries > 0)
        {
            pipeline.AddRetry(Strategy(options));
        }

        return pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = entry.Timeout }).Build();
    }

    /// <summary>Whether a refusal is all that a server has to say, however often it is asked.</summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">What came with it.</param>
    public static bool IsFinal(RequestKind kind, HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.NotImplemented => true,

        // Trouble that passes must not be taken for an answer, or what is read afterwards is something else than yesterday.
        HttpStatusCode.InternalServerError => kind == RequestKind.Probe && ServerWords.Of(body, null) is var words
            && Array.Exists(Unoffered, word => words.Contains(word, StringComparison.OrdinalIgnoreCase)),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => false,
        _ => true,
    };

    private static HttpRetryStrategyOptions Strategy(EndpointOptions options) => new()
    {
        MaxRetryAttempts = options.Retries,
        Delay = options.FirstDelay,
        BackoffType = DelayBackoffType.Exponential,
        MaxDelay = options.LongestDelay,
        UseJitter = true,

        // As long as the server asks for, and by chance up to as much longer as would be waited without its word: one that asks for a second
        // each time, or for none, must not have used up all tries before it is there again.
        DelayGenerator = arguments => new(WaitAskedBy(arguments.Outcome.Result, options.Time) is var asked && asked > TimeSpan.Zero
            ? asked + (options.FirstDelay * Math.ScaleB(Random.Shared.NextDouble(), arguments.AttemptNumber))
            : null),
        ShouldHandle = async arguments =>
            HttpClientResiliencePredicates.IsTransient(arguments.Outcome)
            && !await IsFinalAsync(KindOf(arguments.Context), arguments.Outcome).ConfigureAwait(false)
            && WaitAskedBy(arguments.Outcome.Result, options.Time) <= options.LongestDelay,
    };

    private static RequestKind KindOf(ResilienceContext context) =>
        context.GetRequestMessage() is { } request ? RequestRecord.Of(request).Kind : RequestKind.Question;

    private static async ValueTask<bool> IsFinalAsync(RequestKind kind, Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => IsFinal(
            kind, response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))),
        {
            Exception: HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            }
        } => kind == RequestKind.Greeting,

        // A firewall that swallows what is sent: every further try would wait as long.
        { Exception: TimeoutRejectedException } => kind == RequestKind.Greeting,
        _ => false,
    };

    private static TimeSpan WaitAskedBy(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => TimeSpan.Zero,
    };
}
