using System.Net;
using CLiKA.Configuration;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace CLiKA.Endpoint.Http;

/// <summary>When a request is sent again, and how long one try of it may take.</summary>
internal static class Retrying
{
    /// <summary>The pipeline that every request to a server goes through.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="options">How patient the client is.</param>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(EndpointEntry entry, EndpointOptions options) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Time }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.FirstDelay,
                BackoffType = DelayBackoffType.Exponential,
                MaxDelay = options.LongestDelay,
                UseJitter = true,
                ShouldRetryAfterHeader = true,
                ShouldHandle = arguments => ValueTask.FromResult(
                    HttpClientResiliencePredicates.IsTransient(arguments.Outcome)
                    && !IsAnswer(KindOf(arguments.Context), arguments.Outcome)
                    && WaitAskedBy(arguments.Outcome.Result, options.Time) <= options.LongestDelay),
            })
            .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = entry.Timeout })
            .Build();

    private static RequestKind KindOf(ResilienceContext context) =>
        context.GetRequestMessage() is { } request ? RequestRecord.Of(request).Kind : RequestKind.Question;

    // What looks like passing trouble, and is all that the server has to say.
    private static bool IsAnswer(RequestKind kind, Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result.StatusCode: HttpStatusCode.NotImplemented } => true,
        { Result.StatusCode: HttpStatusCode.InternalServerError } => kind == RequestKind.Probe,
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } } =>
            kind == RequestKind.Greeting,

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
