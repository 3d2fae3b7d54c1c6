using System.Globalization;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Prompts;

namespace CLiKA.Configuration;

/// <summary>Reads the <c>chat</c> property of a model: <c>true</c>, or an object with variables for its chat template.</summary>
internal static class ChatFormatReader
{
    // Variables that the template always receives.
    private static readonly string[] Reserved = ["messages", "add_generation_prompt", "bos_token", "eos_token", "tools", "documents"];

    /// <summary>Reads the <c>chat</c> property of a model.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="model">The model's JSON object.</param>
    /// <returns>The format; null where the model is not a chat model.</returns>
    /// <exception cref="InvalidInputException">The property is something else.</exception>
    public static ChatFormat? Read(string name, JsonRecord model)
    {
        if (!model.Has("chat") || model.Element.GetProperty("chat").ValueKind == JsonValueKind.False)
        {
            return null;
        }

        if (model.Element.GetProperty("chat").ValueKind == JsonValueKind.True)
        {
            return new();
        }

        var chat = model.Record("chat");
        chat.AllowOnly("system", "variables", "date");
        var variables = chat.Has("variables")
            ? chat.Record("variables").Element.EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.Clone())
            : [];
        if (variables.Keys.FirstOrDefault(Reserved.Contains) is { } reserved)
        {
            throw chat.Error($"model '{name}': 'variables' contains '{reserved}', which every template gets anyway; expected other names.");
        }

        var format = new ChatFormat { System = chat.Has("system") ? chat.NonBlankText("system") : null, Variables = variables };
        return chat.Has("date") ? format with { Date = ReadDate(name, chat) } : format;
    }

    private static DateOnly ReadDate(string name, JsonRecord chat) =>
        DateOnly.TryParseExact(chat.Text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw chat.Error($"model '{name}': 'date' is '{chat.Text("date")}'; expected a day such as 2024-07-26.");
}
