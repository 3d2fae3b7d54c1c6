using System.Net;
using System.Text;
using CLiKA.Configuration;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace CLiKA.Endpoint.Http;

/// <summary>Determines when a request is retried, and how long a single attempt may take.</summary>
internal static class Retrying
{
    // As in llama-server's "Only no echo is supported"; but not as in "contact us through a support request", which announces a transient failure.
    private static readonly string[] Unoffered = ["not support", "unsupported", "is supported", "are supported", "not implement", "unimplemented"];

    private static readonly TimeSpan LongestRemark = TimeSpan.FromSeconds(5);

    /// <summary>Creates the resilience pipeline for requests to a server.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="options">Retries and time-outs of the client.</param>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(EndpointEntry entry, EndpointOptions options)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time };

        // The library does not allow a retry strategy with zero retries.
        if (options.Retries > 0)
        {
            pipeline.AddRetry(Strategy(options));
        }

        return pipeline.AddTimeout(new HttpTimeoutStrategyOptions
        {
            TimeoutGenerator = arguments =>
                new(KindOf(arguments.Context) == RequestKind.Remark && entry.Timeout > LongestRemark ? LongestRemark : entry.Timeout),
        }).Build();
    }

    /// <summary>Returns whether a refusal is permanent, so that retrying is pointless.</summary>
    /// <param name="kind">The purpose of the request.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The body of the reply.</param>
    public static bool IsFinal(RequestKind kind, HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.NotImplemented => true,

        // A transient failure must not count as an answer, or answers would be read in another way than yesterday.
        HttpStatusCode.InternalServerError => kind == RequestKind.Probe && ServerWords.Of(body, null) is var words
            && Array.Exists(Unoffered, word => words.Contains(word, StringComparison.OrdinalIgnoreCase)),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => false,
        _ => true,
    };

    /// <summary>Returns whether a request failed because nobody replied. A firewall that drops packets shows as a time-out.</summary>
    /// <param name="error">The failure.</param>
    public static bool IsUnreachable(Exception error) => error is TimeoutRejectedException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    private static HttpRetryStrategyOptions Strategy(EndpointOptions options) => new()
    {
        MaxRetryAttempts = options.Retries,
        Delay = options.FirstDelay,
        BackoffType = DelayBackoffType.Exponential,
        MaxDelay = options.LongestDelay,
        UseJitter = true,
        Randomizer = options.Jitter,

        // The delay that the server requests, plus random jitter up to the delay that would apply without it: a server that always requests a second,
        // or none, must not exhaust all retries before it is back.
        DelayGenerator = arguments => new(WaitAskedBy(arguments.Outcome.Result, options.Time) is var asked && asked > TimeSpan.Zero
            ? asked + (options.FirstDelay * Math.ScaleB(options.Jitter(), arguments.AttemptNumber))
            : null),
        ShouldHandle = async arguments =>
            KindOf(arguments.Context) != RequestKind.Remark
            && HttpClientResiliencePredicates.IsTransient(arguments.Outcome)
            && !await IsFinalAsync(KindOf(arguments.Context), arguments.Outcome).ConfigureAwait(false)
            && WaitAskedBy(arguments.Outcome.Result, options.Time) <= options.LongestDelay,
    };

    private static RequestKind KindOf(ResilienceContext context) =>
        context.GetRequestMessage() is { } request ? RequestRecord.Of(request).Kind : RequestKind.Question;

    private static async ValueTask<bool> IsFinalAsync(RequestKind kind, Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => IsFinal(
            kind, response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))),
        { Exception: { } error } => kind == RequestKind.Greeting && IsUnreachable(error),
        _ => false,
    };

    private static TimeSpan WaitAskedBy(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => TimeSpan.Zero,
    };
}
