namespace CLiKA.Endpoint.Http;

/// <summary>What goes along with a request through the handlers.</summary>
/// <param name="kind">What it is for.</param>
internal sealed class RequestRecord(RequestKind kind)
{
    private static readonly HttpRequestOptionsKey<RequestRecord> Key = new(nameof(RequestRecord));

    /// <summary>What it is for.</summary>
    public RequestKind Kind { get; } = kind;

    /// <summary>How often it was sent.</summary>
    public int Tries { get; set; }

    /// <summary>The record of a request.</summary>
    /// <param name="request">The request.</param>
    public static RequestRecord Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var record) ? record : throw new InvalidOperationException("The request has no record.");

    /// <summary>Lets a record go along with a request.</summary>
    /// <param name="request">The request.</param>
    public void GoAlong(HttpRequestMessage request) => request.Options.Set(Key, this);
}
