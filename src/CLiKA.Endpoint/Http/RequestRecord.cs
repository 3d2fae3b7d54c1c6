namespace CLiKA.Endpoint.Http;

/// <summary>Data that accompanies a request through the handlers.</summary>
/// <param name="kind">The purpose of the request.</param>
internal sealed class RequestRecord(RequestKind kind)
{
    private static readonly HttpRequestOptionsKey<RequestRecord> Key = new(nameof(RequestRecord));

    /// <summary>The purpose of the request.</summary>
    public RequestKind Kind { get; } = kind;

    /// <summary>Number of attempts.</summary>
    public int Tries { get; set; }

    /// <summary>Returns the record of a request.</summary>
    /// <param name="request">The request.</param>
    public static RequestRecord Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var record) ? record : throw new InvalidOperationException("The request has no record.");

    /// <summary>Attaches the record to a request.</summary>
    /// <param name="request">The request.</param>
    public void GoAlong(HttpRequestMessage request) => request.Options.Set(Key, this);
}
