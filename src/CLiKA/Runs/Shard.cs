using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Input;

namespace CLiKA.Runs;

/// <summary>
/// One of several parts of a run's questions, asked by a process of its own. The assignment depends only on what is asked: an item is in the same
/// shard in every language, wording and letter order, for every model, and wherever it is in its files.
/// </summary>
/// <param name="Number">Number of the shard, from 1 to <paramref name="Count"/>.</param>
/// <param name="Count">Number of shards; with 1, the shard is the whole.</param>
public sealed record Shard(int Number, int Count)
{
    /// <summary>The environment variable with the shard of a process.</summary>
    public const string Variable = "CLIKA_SHARD";

    /// <summary>The shard that the environment asks for; null where the variable is not set.</summary>
    /// <exception cref="InvalidInputException">The value is empty or not a shard.</exception>
    public static Shard? Asked =>
        EnvironmentInput.Read(Variable) is { } text ? Parse(text, Variable) : null;

    /// <summary>Parses a shard.</summary>
    /// <param name="text">The text, for example <c>3/16</c>.</param>
    /// <param name="origin">Source of the text, for the error message.</param>
    /// <returns>The shard.</returns>
    /// <exception cref="InvalidInputException">The text is not a shard.</exception>
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

    /// <summary>Returns whether an item is in this shard.</summary>
    /// <param name="item">Id of the item or, for a text to continue, the text itself.</param>
    /// <returns>Whether it is: exactly one of the <see cref="Count"/> shards holds it.</returns>
    public bool Holds(string item)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(item));
        return BinaryPrimitives.ReadUInt64BigEndian(digest) % (ulong)Count == (ulong)Number - 1;
    }

    /// <summary>Returns the shard as text, for example <c>3/16</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");
}
