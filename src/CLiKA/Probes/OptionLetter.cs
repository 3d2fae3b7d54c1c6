namespace CLiKA.Probes;

/// <summary>The letters under which options are offered: A for the first, B for the second, and so on.</summary>
public static class OptionLetter
{
    /// <summary>The most options that an item can have.</summary>
    public const int MaximumOptions = 26;

    /// <summary>Returns the letter of an option.</summary>
    /// <param name="option">Index of the option, 0 to 25.</param>
    /// <returns>A letter, A to Z.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside 0 to 25.</exception>
    public static char Of(int option)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(option);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(option, MaximumOptions);
        return (char)('A' + option);
    }

    /// <summary>Returns the option that a letter stands for.</summary>
    /// <param name="letter">A letter.</param>
    /// <param name="optionCount">Number of options of the item.</param>
    /// <returns>Zero-based index of the option; null where the letter stands for none of them.</returns>
    public static int? ToOption(char letter, int optionCount) =>
        letter >= 'A' && letter < 'A' + optionCount ? letter - 'A' : null;
}
