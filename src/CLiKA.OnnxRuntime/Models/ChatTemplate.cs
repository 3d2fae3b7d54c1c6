using System.Text.Json;
using CLiKA.Input;
using CLiKA.Jinja;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>A model's chat template, which renders messages in the format that the model was trained on.</summary>
internal sealed class ChatTemplate
{
    /// <summary>The files that hold a template and the special tokens that it refers to.</summary>
    public static readonly IReadOnlyList<string> Files = ["tokenizer_config.json", "chat_template.jinja"];

    private static readonly string[] SpecialTokens =
        ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    private readonly JinjaTemplate _template;
    private readonly Dictionary<string, JsonElement> _variables;
    private readonly ChatFormat _format;
    private readonly bool _inParts;

    private ChatTemplate(string file, JinjaTemplate template, Dictionary<string, JsonElement> variables, ChatFormat format)
    {
        const string Marker = "CLiKA?";
        (_template, _variables, _format) = (template, variables, format);

        // Templates of multimodal models may expect a list of content parts.
        _inParts = !Render(Marker).Contains(Marker, StringComparison.Ordinal);
        if (!Render(Marker).Contains(Marker, StringComparison.Ordinal))
        {
            throw new InvalidInputException(file, "the chat template does not contain the user's message; expected one that renders it.");
        }
    }

    /// <summary>Reads the template of a model folder and renders it once as a check.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="format">Input of the template.</param>
    /// <exception cref="InvalidInputException">There is no template, or it cannot be rendered.</exception>
    public static ChatTemplate Read(string folder, ChatFormat format)
    {
        var (configurationPath, templatePath) = (Path.Combine(folder, Files[0]), Path.Combine(folder, Files[1]));
        var configuration = File.Exists(configurationPath) ? JsonInput.ReadObject(configurationPath) : null;
        var (file, source) = File.Exists(templatePath)
            ? (templatePath, TextInput.ReadAllText(templatePath))
            : ($"{configurationPath} (chat_template)", SourceIn(configuration)
                ?? throw new InvalidInputException(
                    folder,
                    "has no chat template: neither chat_template.jinja nor 'chat_template' in tokenizer_config.json. "
                    + "Ask it without --chat; in clika.json, use 'prefix' and 'suffix' instead of 'chat'."));
        var variables = format.Variables.ToDictionary();
        variables["add_generation_prompt"] = JsonSerializer.SerializeToElement(true);
        foreach (var name in SpecialTokens)
        {
            if (configuration is not null && configuration.Has(name))
            {
                variables[name] = TextOf(configuration, name);
            }
        }

        return new(file, JinjaTemplate.Parse(source, file), variables, format);
    }

    /// <summary>Renders a user message, up to the point where the model's answer begins.</summary>
    /// <param name="text">The message.</param>
    /// <exception cref="InvalidInputException">The template rejects the message.</exception>
    public string Render(string text)
    {
        object content = _inParts ? new[] { new { type = "text", text } } : text;
        var messages = _format.System is { } system
            ? new[] { new { role = "system", content = (object)system }, new { role = "user", content } }
            : [new { role = "user", content }];
        return _template.Render(
            new Dictionary<string, JsonElement>(_variables) { ["messages"] = JsonSerializer.SerializeToElement(messages) },
            _format.Date.ToDateTime(TimeOnly.MinValue));
    }

    // A single template, or several named ones, of which "default" is the usual one.
    private static string? SourceIn(JsonRecord? configuration)
    {
        if (configuration is null || !configuration.Has("chat_template"))
        {
            return null;
        }

        return configuration.Element.GetProperty("chat_template").ValueKind == JsonValueKind.Array
            ? configuration.Records("chat_template").FirstOrDefault(template => template.Text("name") == "default")?.Text("template")
            : configuration.Text("chat_template");
    }

    // A special token is a string, or an object that has the string as its content.
    private static JsonElement TextOf(JsonRecord configuration, string name) => JsonSerializer.SerializeToElement(
        configuration.Element.GetProperty(name).ValueKind == JsonValueKind.Object
            ? configuration.Record(name).Text("content")
            : configuration.Text(name));
}
