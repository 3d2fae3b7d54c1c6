namespace CLiKA.Endpoint;

/// <summary>How patient a client is, and whose clock it goes by. Nothing here changes an answer.</summary>
public sealed record EndpointOptions
{
    /// <summary>How often a request that failed in passing is sent again.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>
    /// The wait before the first retry, without a word of the server's; it doubles with every further one, and varies by chance.
    /// </summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that a server may ask for (<c>Retry-After</c>); one that asks for more has refused.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock of waits and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>What carries requests; null for sockets.</summary>
    internal HttpMessageHandler? Carrier { get; init; }
}
