namespace CLiKA.Teaching.Export;

/// <summary>The names of the formats on the command line and in file names.</summary>
public static class TrainerFormatName
{
    private static readonly Dictionary<string, TrainerFormat> Names = new(StringComparer.Ordinal)
    {
        ["alpaca"] = TrainerFormat.Alpaca,
        ["sharegpt"] = TrainerFormat.ShareGpt,
        ["chatml"] = TrainerFormat.ChatMl,
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <summary>The name of a format.</summary>
    /// <param name="format">The format.</param>
    /// <returns>Its name.</returns>
    public static string Of(TrainerFormat format) => Names.First(pair => pair.Value == format).Key;

    /// <summary>The format of a name.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <returns>The format.</returns>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public static TrainerFormat Parse(string name) => Names[name];
}
