namespace CLiKA.Endpoint;

/// <summary>The retries, time-outs and clock of a client. Nothing here affects an answer.</summary>
public sealed record EndpointOptions
{
    /// <summary>Number of retries after a transient failure.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>The delay before the first retry, where the server states none; it doubles with every further retry, with random jitter.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay that a server may request (<c>Retry-After</c>); a request for more counts as a refusal.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock for delays and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Draws the jitter of a delay: a number from 0 to 1.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The handler that sends requests; null for sockets.</summary>
    internal HttpMessageHandler? Carrier { get; init; }
}
