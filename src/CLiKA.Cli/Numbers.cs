using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace CLiKA.Cli;

/// <summary>
/// Parses options whose values are numbers. A value that is not a number, or is out of range, is an error that tells what was expected.
/// </summary>
internal static class Numbers
{
    /// <summary>Parses an integer.</summary>
    /// <param name="least">The smallest valid value.</param>
    public static Func<ArgumentResult, int> From(int least) => One<int>(value => value >= least, $"a whole number, at least {least}");

    /// <summary>Parses one number.</summary>
    /// <param name="isSound">Returns whether a value is valid.</param>
    /// <param name="expected">Description of valid values.</param>
    public static Func<ArgumentResult, T> One<T>(Predicate<T> isSound, string expected)
        where T : struct, INumber<T> => result => Read(result, isSound, expected).FirstOrDefault();

    /// <summary>Parses several numbers.</summary>
    /// <param name="isSound">Returns whether a value is valid.</param>
    /// <param name="expected">Description of valid values.</param>
    public static Func<ArgumentResult, T[]> Several<T>(Predicate<T> isSound, string expected)
        where T : struct, INumber<T> => result => [.. Read(result, isSound, expected)];

    private static List<T> Read<T>(ArgumentResult result, Predicate<T> isSound, string expected)
        where T : struct, INumber<T>
    {
        var numbers = new List<T>();
        foreach (var token in result.Tokens)
        {
            if (T.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && isSound(number))
            {
                numbers.Add(number);
            }
            else
            {
                result.AddError($"{(result.Parent as OptionResult)?.IdentifierToken?.Value}: is '{token.Value}'; expected {expected}.");
            }
        }

        return numbers;
    }
}
