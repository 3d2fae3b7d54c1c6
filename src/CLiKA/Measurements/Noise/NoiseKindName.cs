namespace CLiKA.Measurements.Noise;

/// <summary>The names of kinds of noise on the command line, in files and in messages.</summary>
public static class NoiseKindName
{
    private static readonly Dictionary<string, NoiseKind> Names = new(StringComparer.Ordinal)
    {
        ["batch"] = NoiseKind.Batch,
        ["threads"] = NoiseKind.Threads,
        ["device"] = NoiseKind.Device,
        ["wordings"] = NoiseKind.Wordings,
    };

    /// <summary>All names, separated by commas, as error messages list them.</summary>
    public static string All { get; } = string.Join(", ", Names.Keys);

    /// <summary>The name of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Its name, for example <c>batch</c>.</returns>
    public static string Of(NoiseKind kind) => Names.First(pair => pair.Value == kind).Key;

    /// <summary>How the model was asked, as a sentence says it.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>For example <c>in other batches</c>.</returns>
    public static string Phrase(NoiseKind kind) => kind switch
    {
        NoiseKind.Batch => "in other batches",
        NoiseKind.Threads => "with other numbers of threads",
        NoiseKind.Device => "on another class of device",
        NoiseKind.Wordings => "in other wordings",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Finds a kind by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind, where the name is known.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string name, out NoiseKind kind) => Names.TryGetValue(name, out kind);
}
