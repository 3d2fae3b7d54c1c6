namespace CLiKA.Measurements;

/// <summary>
/// A kind of device whose answers are wrong because something that it needs is missing. It is compared only with its own kind: the differences are
/// larger than rounding.
/// </summary>
public static class FaultyDevice
{
    /// <summary>Suffix of the name of such a kind.</summary>
    public const string Suffix = "-faulty";

    /// <summary>Returns the kind of device that answers are treated as coming from where kinds of device are compared with each other.</summary>
    /// <param name="baseline">The baseline's kind.</param>
    /// <param name="received">The received measurement's kind.</param>
    /// <returns>The baseline's kind; the received one where either is faulty.</returns>
    internal static string Across(string baseline, string received) =>
        baseline.EndsWith(Suffix, StringComparison.Ordinal) || received.EndsWith(Suffix, StringComparison.Ordinal) ? received : baseline;
}
