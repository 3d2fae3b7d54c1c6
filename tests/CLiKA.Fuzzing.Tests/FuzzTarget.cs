using CLiKA.Fuzzing.Tests.Mutations;

namespace CLiKA.Fuzzing.Tests;

/// <summary>A format that CLiKA reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seeds">Real inputs, at least one.</param>
/// <param name="Mutation">Makes hostile inputs of them.</param>
/// <param name="Read">Reads the folder in which the input lies, as CLiKA does.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<FuzzSeed> Seeds, IMutation Mutation, Action<string> Read)
{
    /// <summary>What lies beside the input.</summary>
    public IReadOnlyList<FuzzSeed> Beside { get; init; } = [];

    /// <summary>Makes good again what would be refused before anything else is read: a checksum, a length.</summary>
    public Func<byte[], byte[]> Finish { get; init; } = bytes => bytes;

    /// <summary>What every refusal has to name; null for the folder of the input.</summary>
    public string? Place { get; init; }

    /// <summary>What reading may allocate, whatever the input.</summary>
    public long AllowedBytes { get; init; } = 64L << 20;

    /// <summary>How many inputs of the cheapest formats take as long as one.</summary>
    public int Cost { get; init; } = 1;
}
