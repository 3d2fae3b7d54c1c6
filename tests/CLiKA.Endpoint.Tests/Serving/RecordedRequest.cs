using System.Text.Json.Nodes;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>What a server was asked.</summary>
internal sealed record RecordedRequest(string Path, JsonObject Body, string? Authorization, DateTimeOffset Time);
