using System.Net;
using CLiKA.Input;

namespace CLiKA.Endpoint.Http;

/// <summary>The result of a request.</summary>
/// <param name="Body">The body of the reply; null where the server refused, or there was no reply.</param>
/// <param name="Refusal">The reason why there is none, in words.</param>
/// <param name="Status">The status; null where there was no reply.</param>
/// <param name="IsFinal">Whether the server's response is permanent rather than a transient failure.</param>
internal sealed record Reply(JsonRecord? Body, string Refusal, HttpStatusCode? Status, bool IsFinal)
{
    /// <summary>Whether nobody replied: no connection could be made, or no reply came in time.</summary>
    public bool IsUnreachable { get; init; }
}
