using System.Text.Json;
using CLiKA.Languages;

namespace CLiKA.Reporting.Results;

/// <summary>Helpers for writing JSON properties.</summary>
internal static class JsonProperties
{
    /// <summary>Writes a number, or null.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes a Boolean, or null.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes an object, or null.</summary>
    public static void WriteOptional<T>(this Utf8JsonWriter json, string name, T? value, Action<T> writeProperties)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        writeProperties(value);
        json.WriteEndObject();
    }

    /// <summary>Writes an array of strings.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of language codes.</summary>
    public static void WriteLanguages(this Utf8JsonWriter json, string name, IEnumerable<Language> languages) =>
        json.WriteTexts(name, languages.Select(language => language.Code));

    /// <summary>Writes an array of objects.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> entries, Action<T> writeProperties)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            writeProperties(entry);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
