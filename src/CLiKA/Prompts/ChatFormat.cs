using System.Globalization;
using System.Text.Json;

namespace CLiKA.Prompts;

/// <summary>
/// The way in which a prompt is put to a chat model: as the user's message in the model's own chat template. The template belongs to the model, like
/// its tokenizer; this type holds what belongs to the prompt.
/// </summary>
public sealed record ChatFormat
{
    /// <summary>The system message; null for none.</summary>
    public string? System { get; init; }

    /// <summary>Further variables for the template, as JSON by name, for example <c>enable_thinking</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The date that a template gets as today's: a prompt must not change from day to day.</summary>
    public DateOnly Date { get; init; } = new(2024, 7, 26);

    /// <summary>Everything in one text, which is equal for equal formats only.</summary>
    public string Description => JsonSerializer.Serialize(new
    {
        system = System,
        variables = Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => (string[])[variable.Key, variable.Value.GetRawText()]),
        date = Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    });

    /// <inheritdoc/>
    public bool Equals(ChatFormat? other) => other is not null && Description == other.Description;

    /// <inheritdoc/>
    public override int GetHashCode() => Description.GetHashCode(StringComparison.Ordinal);
}
