namespace CLiKA.Measurements;

/// <summary>
/// A class of device that answers in another way than it should, for want of something that it broke by. It is compared with its own kind
/// alone: what differs is more than last digits.
/// </summary>
public static class FaultyDevice
{
    /// <summary>How the name of such a class ends.</summary>
    public const string Suffix = "-faulty";

    /// <summary>The class that answers are taken for, where classes of device are compared with each other.</summary>
    /// <param name="baseline">The class that they are held against.</param>
    /// <param name="received">Their own class.</param>
    /// <returns>The class that they are held against; their own where either is faulty.</returns>
    internal static string Across(string baseline, string received) =>
        baseline.EndsWith(Suffix, StringComparison.Ordinal) || received.EndsWith(Suffix, StringComparison.Ordinal) ? received : baseline;
}
