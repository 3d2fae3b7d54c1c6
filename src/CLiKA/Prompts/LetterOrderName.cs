namespace CLiKA.Prompts;

/// <summary>The names of letter orders in configurations and files.</summary>
public static class LetterOrderName
{
    private static readonly Dictionary<string, LetterOrder> Names = new(StringComparer.Ordinal)
    {
        ["fixed"] = LetterOrder.Fixed,
        ["permuted"] = LetterOrder.Permuted,
    };

    /// <summary>All names, separated by commas, as error messages list them.</summary>
    public static string All { get; } = string.Join(", ", Names.Keys);

    /// <summary>The name of a letter order.</summary>
    /// <param name="order">The order.</param>
    /// <returns>Its name, for example <c>permuted</c>.</returns>
    public static string Of(LetterOrder order) => Names.First(pair => pair.Value == order).Key;

    /// <summary>Finds a letter order by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="order">The order, where the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string name, out LetterOrder order) => Names.TryGetValue(name, out order);
}
