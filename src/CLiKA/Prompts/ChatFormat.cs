using System.Globalization;
using System.Text.Json;

namespace CLiKA.Prompts;

/// <summary>
/// How a prompt is put to a model that chats: as the user's message, in the turns of the model's own chat template. The template belongs
/// to the model, like its tokenizer; what is said here belongs to the prompt.
/// </summary>
public sealed record ChatFormat
{
    /// <summary>What the system says before the user; null for nothing.</summary>
    public string? System { get; init; }

    /// <summary>More that the template may ask for, as JSON by its name, for example <c>enable_thinking</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The day that a template is told when it asks for today: a prompt must not change overnight.</summary>
    public DateOnly Date { get; init; } = new(2024, 7, 26);

    /// <summary>Everything in one text, equal where and only where two formats are.</summary>
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
