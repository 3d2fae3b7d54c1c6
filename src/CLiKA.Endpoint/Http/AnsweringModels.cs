using System.Collections.Concurrent;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Endpoint.Http;

/// <summary>
/// Which models answer, as replies say: a router may put another in the place of the one that is asked, for a while or for good. The name may
/// be another than was asked for, as of an API that answers under the dated name of its latest version; but one name is one model.
/// </summary>
internal sealed class AnsweringModels
{
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Under which name a model answers; null where it has not answered, or the server does not say.</summary>
    /// <param name="asked">The name that is asked for.</param>
    public string? NameOf(string asked) => _names.GetValueOrDefault(asked);

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
        var first = _names.GetOrAdd(asked, name);
        return name != first ? $"is of the model '{shown(name)}', and others were of '{shown(first)}'; expected one model."
            : _names.FirstOrDefault(pair => pair.Key != asked && pair.Value == name).Key is { } other
                ? $"is of the model '{shown(name)}', as those to '{other}' are; expected another model."
                : null;
    }
}
