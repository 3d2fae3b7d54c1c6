using System.Text.Json.Nodes;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>What a server was asked.</summary>
internal sealed record RecordedRequest(string Path, JsonObject Body, string? Authorization, DateTimeOffset Time)
{
    /// <summary>Whether it is a question of the run, and not asked to find out what is offered.</summary>
    public bool IsQuestion => !Body.ToJsonString().Contains("2\\u002B3", StringComparison.Ordinal) && Body.Count > 0;
}
