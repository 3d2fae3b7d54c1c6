using System.Buffers;
using System.Text;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>Helpers for reading a tokenizer.json.</summary>
internal static class TokenizerJson
{
    /// <summary>Maximum number of characters that a component may produce from a text: a prompt has some thousands.</summary>
    private const int MostCharacters = 1 << 24;

    // Published files have up to ten, and each may be a regular expression that takes time to compile.
    private const int MostParts = 100;

    /// <summary>Reads a Boolean.</summary>
    public static bool Flag(JsonRecord record, string name, bool absent)
    {
        if (!record.Has(name))
        {
            return absent;
        }

        return record.Element.GetProperty(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            var kind => throw record.Error($"'{name}' is {kind}; expected true or false."),
        };
    }

    /// <summary>Returns a record that serves only for error messages: one that keeps its element keeps the whole file in memory.</summary>
    public static JsonRecord Place(JsonRecord record) => record with { Element = default };

    /// <summary>Copies a component of the file into memory of its own.</summary>
    public static JsonRecord Component(JsonRecord file, string name) =>
        file with { Element = JsonElement.Parse(file.Record(name).Element.GetRawText()) };

    /// <summary>Returns the parts of a component of type <c>Sequence</c>.</summary>
    /// <param name="sequence">The component.</param>
    /// <param name="name">The property that holds them.</param>
    /// <exception cref="InvalidInputException">There are too many parts, nested ones included.</exception>
    public static IReadOnlyList<JsonRecord> Parts(JsonRecord sequence, string name)
    {
        sequence.AllowOnly("type", name);
        return CountObjects(sequence.Element) <= MostParts
            ? sequence.Records(name)
            : throw sequence.Error($"'{name}' contains more than {MostParts} objects; expected fewer.");
    }

    /// <summary>Reads a string that has to be one character.</summary>
    public static Rune Character(JsonRecord component, string name) =>
        component.Text(name) is var text && Rune.DecodeFromUtf16(text, out var character, out var length) == OperationStatus.Done && length == text.Length
            ? character
            : throw component.Error($"'{name}' of {component.Text("type")} is '{text}'; expected one character.");

    /// <summary>Creates the error for an unsupported component, without which token ids would be wrong.</summary>
    public static InvalidInputException Unsupported(JsonRecord record, string component) =>
        record.Error($"{component} is not supported; token ids would be wrong without it.");

    /// <summary>Rejects a text that components have expanded too much, or that passes through too many of them.</summary>
    /// <param name="component">The component.</param>
    /// <param name="characters">Length of the text that the component would produce, or of all that its parts have produced.</param>
    /// <exception cref="InvalidInputException">The length is over the limit.</exception>
    public static void RequireBounded(JsonRecord component, long characters)
    {
        if (characters > MostCharacters)
        {
            throw component.Error($"expands a prompt to more than {MostCharacters} characters; expected components that keep texts short.");
        }
    }

    private static int CountObjects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => 1 + element.EnumerateObject().Sum(property => CountObjects(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(CountObjects),
        _ => 0,
    };

    /// <summary>Rejects an option that is present, unless it is an empty string or zero.</summary>
    public static void RequireAbsent(JsonRecord record, string component, string name)
    {
        if (!record.Has(name))
        {
            return;
        }

        var value = record.Element.GetProperty(name);
        var isNothing = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Length == 0,
            JsonValueKind.Number => value.GetDouble() == 0,
            JsonValueKind.False => true,
            _ => false,
        };
        if (!isNothing)
        {
            throw Unsupported(record, $"{component} with '{name}'");
        }
    }
}
