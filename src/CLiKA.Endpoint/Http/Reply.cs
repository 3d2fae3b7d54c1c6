using System.Net;
using CLiKA.Input;

namespace CLiKA.Endpoint.Http;

/// <summary>What came back of a request.</summary>
/// <param name="Body">The reply; null where the server refused, or there was none.</param>
/// <param name="Refusal">Why there is none, in words.</param>
/// <param name="Status">The status; null where no reply came.</param>
/// <param name="IsFinal">Whether it is all that the server has to say, and no trouble that may pass.</param>
internal sealed record Reply(JsonRecord? Body, string Refusal, HttpStatusCode? Status, bool IsFinal);
