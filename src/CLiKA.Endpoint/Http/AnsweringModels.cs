using System.Collections.Concurrent;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Endpoint.Http;

/// <summary>
/// Tracks which models answer according to the replies: a router may substitute another model for the requested one, for a while or for good. A name
/// may differ from the requested one, as with an API that replies with the dated name of its latest version; but each requested name must always be
/// answered by the same model.
/// </summary>
internal sealed class AnsweringModels
{
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Returns the name under which a model answers; null where it has not answered yet, or the server does not state a name.</summary>
    /// <param name="asked">The requested name.</param>
    public string? NameOf(string asked) => _names.GetValueOrDefault(asked);

    /// <summary>Returns why a reply is not an answer of the requested model; null where it may be, or the server does not state a name.</summary>
    /// <param name="asked">The requested name.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="shown">Makes text from the server safe to show.</param>
    public string? Objection(string asked, JsonRecord reply, Func<string, string> shown)
    {
        if (!reply.Has("model") || reply.Element.GetProperty("model").ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var name = reply.Text("model");
        var first = _names.GetOrAdd(asked, name);
        return name != first ? $"comes from the model '{shown(name)}', and earlier ones came from '{shown(first)}'; expected one model."
            : _names.FirstOrDefault(pair => pair.Key != asked && pair.Value == name).Key is { } other
                ? $"comes from the model '{shown(name)}', which answers for '{other}' too; expected two models."
                : null;
    }
}
