using System.Text.Json.Nodes;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>A request to a server.</summary>
internal sealed record RecordedRequest(string Path, JsonObject Body, string? Authorization, DateTimeOffset Time)
{
    /// <summary>Whether it is a question of the run, and not a probe.</summary>
    public bool IsQuestion => !Body.ToJsonString().Contains("2\\u002B3", StringComparison.Ordinal) && Body.Count > 0;
}
