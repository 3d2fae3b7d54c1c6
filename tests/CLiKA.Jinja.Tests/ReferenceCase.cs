using System.Text.Json;

namespace CLiKA.Jinja.Tests;

/// <summary>A rendering of the reference.</summary>
/// <param name="Template">Name of the template.</param>
/// <param name="Conversation">Name of what it was given.</param>
/// <param name="Source">The template.</param>
/// <param name="Variables">What it was given.</param>
/// <param name="Expected">What it rendered; null where it refused.</param>
public sealed record ReferenceCase(
    string Template, string Conversation, string Source, Dictionary<string, JsonElement> Variables, string? Expected)
{
    /// <summary>Its name in messages.</summary>
    public string Name => $"{Template}, {Conversation}";
}
