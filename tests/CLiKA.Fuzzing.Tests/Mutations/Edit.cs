using CsCheck;

namespace CLiKA.Fuzzing.Tests.Mutations;

/// <summary>One change of an input: three numbers, of which a mutation makes what fits its format.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Place">Where.</param>
/// <param name="Value">With what.</param>
internal readonly record struct Edit(uint Kind, uint Place, uint Value)
{
    private const int Most = 4;

    /// <summary>From one to four edits.</summary>
    public static Gen<Edit[]> Some { get; } = Gen.Select(
        Gen.UInt.Uniform, Gen.UInt.Uniform, Gen.UInt.Uniform, (kind, place, value) => new Edit(kind, place, value)).Array[1, Most];

    /// <summary>One of so many, chosen by a number.</summary>
    public static int Pick(uint number, int count) => (int)(number % (uint)count);
}
