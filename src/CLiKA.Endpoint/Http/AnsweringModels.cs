using System.Collections.Concurrent;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Endpoint.Http;

/// <summary>
/// Which model answers, as replies say: a router may put another in the place of the one that is asked, for a while or for good. A name that
/// is no other model's may stand for it, as a dated one does for its latest version, as long as it stays the same.
/// </summary>
internal sealed class AnsweringModels
{
    private readonly ConcurrentDictionary<string, string> _first = new(StringComparer.Ordinal);

    /// <summary>The names of all models that the server says it has.</summary>
    public IReadOnlyList<string> Listed { get; set; } = [];

    /// <summary>Why a reply is no answer of the model that was asked; null where it may be, or the server does not say.</summary>
    /// <param name="asked">The name that was asked for.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="shown">Makes a server's text fit to be shown.</param>
    public string? Objection(string asked, JsonRecord reply, Func<string, string> shown)
    {
        if (!reply.Has("model") || reply.Element.GetProperty("model").ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var name = reply.Text("model");
        var first = _first.GetOrAdd(asked, name);
        return name != asked && Listed.Contains(name) ? $"is of the model '{shown(name)}'; expected one of '{asked}'."
            : name != first ? $"is of the model '{shown(name)}', and others were of '{shown(first)}'; expected one model."
            : null;
    }
}
