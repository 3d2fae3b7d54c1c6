using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Input;

namespace CLiKA.Runs;

/// <summary>
/// One of so many parts of a run's questions, asked by a process of its own. Which one a question is in is decided by what is asked alone:
/// an item is in the same shard in every language, wording and order of letters, for every model, and wherever it stands in its files.
/// </summary>
/// <param name="Number">Which one, from 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many there are; with 1 it is the whole.</param>
public sealed record Shard(int Number, int Count)
{
    /// <summary>The variable of the environment that says which part a process asks.</summary>
    public const string Variable = "CLIKA_SHARD";

    /// <summary>The shard that the environment asks for; null where it asks for none.</summary>
    /// <exception cref="InvalidInputException">It says something else, or nothing.</exception>
    public static Shard? Asked =>
        EnvironmentInput.Read(Variable) is { } text ? Parse(text, Variable) : null;

    /// <summary>Reads a shard.</summary>
    /// <param name="text">As people write it: <c>3/16</c>.</param>
    /// <param name="origin">Where it was written, for the error.</param>
    /// <returns>The shard.</returns>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static Shard Parse(string text, string origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var number, var count]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
            && which >= 1
            && which <= all
            ? new(which, all)
            : throw new InvalidInputException(
                origin, $"is '{text}'; expected K/N with K from 1 to N, as in 3/16. Where K comes from an index that begins at 0, add 1.");
    }

    /// <summary>Whether an item is in this part.</summary>
    /// <param name="item">Its id; of a text that is continued, the text.</param>
    /// <returns>Whether it is: of all shards of a <see cref="Count"/>, one holds it.</returns>
    public bool Holds(string item)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(item));
        return BinaryPrimitives.ReadUInt64BigEndian(digest) % (ulong)Count == (ulong)Number - 1;
    }

    /// <summary>The shard as people write it.</summary>
    /// <returns><c>3/16</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
