using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace CLiKA.Cli;

/// <summary>Reads options whose values are numbers. What is none, or none that may stand there, is an error that says what was expected.</summary>
internal static class Numbers
{
    /// <summary>Reads a whole number.</summary>
    /// <param name="least">The smallest that may stand there.</param>
    public static Func<ArgumentResult, int> From(int least) => One<int>(value => value >= least, $"a whole number, at least {least}");

    /// <summary>Reads one number.</summary>
    /// <param name="isSound">Whether it may stand there.</param>
    /// <param name="expected">What may.</param>
    public static Func<ArgumentResult, T> One<T>(Predicate<T> isSound, string expected)
        where T : struct, INumber<T> => result => Read(result, isSound, expected).FirstOrDefault();

    /// <summary>Reads several numbers.</summary>
    /// <param name="isSound">Whether each may stand there.</param>
    /// <param name="expected">What may.</param>
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
