namespace CLiKA.Fuzzing.Tests.Mutations;

/// <summary>Makes hostile inputs of real ones.</summary>
internal interface IMutation
{
    /// <summary>Changes an input. Equal edits of equal inputs give equal bytes.</summary>
    byte[] Apply(byte[] input, IReadOnlyList<Edit> edits);
}
