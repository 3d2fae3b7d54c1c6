using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Import.Tables;

/// <summary>
/// Reads values from the rows of public sets. A string may be blank here: items that cannot be asked are left out and listed, whereas a missing
/// value or one of another type is an error.
/// </summary>
internal static class Fields
{
    /// <summary>Reads a string.</summary>
    /// <param name="record">The row.</param>
    /// <param name="name">Name of the column.</param>
    /// <returns>The string; a number as written; empty if the value is null.</returns>
    /// <exception cref="InvalidInputException">The column is missing, or its value is of another type.</exception>
    public static string Field(this JsonRecord record, string name)
    {
        if (!record.Element.TryGetProperty(name, out var value))
        {
            throw record.Error($"'{name}' is missing; there are {string.Join(", ", record.Names.Select(other => $"'{other}'"))}.");
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => string.Empty,
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw record.Error($"'{name}' is {value.ValueKind}; expected text."),
        };
    }

    /// <summary>Reads several strings.</summary>
    /// <param name="record">The row.</param>
    /// <param name="names">Names of the columns.</param>
    /// <returns>The strings, in the order of the names.</returns>
    /// <exception cref="InvalidInputException">A column is missing, or its value is of another type.</exception>
    public static ImmutableArray<string> AllFields(this JsonRecord record, params ReadOnlySpan<string> names)
    {
        var texts = ImmutableArray.CreateBuilder<string>(names.Length);
        foreach (var name in names)
        {
            texts.Add(record.Field(name));
        }

        return texts.MoveToImmutable();
    }

    /// <summary>Reads a string that identifies the row.</summary>
    /// <param name="record">The row.</param>
    /// <param name="name">Name of the column.</param>
    /// <returns>The string, not blank.</returns>
    /// <exception cref="InvalidInputException">The column is missing or blank, or its value is of another type.</exception>
    public static string Key(this JsonRecord record, string name) =>
        record.Field(name) is var text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw record.Error($"'{name}' is blank; expected text.");

    /// <summary>Reads the correct option, given by its letter.</summary>
    /// <param name="record">The row.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="options">Number of options.</param>
    /// <returns>Zero-based index of the option.</returns>
    /// <exception cref="InvalidInputException">The value is not the letter of an option.</exception>
    public static int ByLetter(this JsonRecord record, string name, int options)
    {
        var letter = record.Field(name);
        return letter.Length == 1 && OptionLetter.ToOption(letter[0], options) is { } option
            ? option
            : throw record.Error($"'{name}' is '{letter}'; expected a letter from A to {OptionLetter.Of(options - 1)}.");
    }

    /// <summary>Reads the correct option, given by its number.</summary>
    /// <param name="record">The row.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="options">Number of options.</param>
    /// <param name="first">Number of the first option.</param>
    /// <returns>Zero-based index of the option.</returns>
    /// <exception cref="InvalidInputException">The value is not the number of an option.</exception>
    public static int ByNumber(this JsonRecord record, string name, int options, int first)
    {
        var text = record.Field(name);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= first && number < first + options
            ? number - first
            : throw record.Error($"'{name}' is '{text}'; expected a number from {first} to {first + options - 1}.");
    }

    /// <summary>Rejects a number of options that no item can have.</summary>
    /// <param name="record">The row.</param>
    /// <param name="options">The options.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidInputException">There are fewer than 2 or more than 26.</exception>
    public static ImmutableArray<string> Checked(this JsonRecord record, ImmutableArray<string> options) =>
        options.Length is >= 2 and <= OptionLetter.MaximumOptions
            ? options
            : throw record.Error($"{options.Length} options; expected 2 to {OptionLetter.MaximumOptions}.");
}
