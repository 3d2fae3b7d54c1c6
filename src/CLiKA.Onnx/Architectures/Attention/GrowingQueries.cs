using CLiKA.Input;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Attention;

/// <summary>
/// Queries that are multiplied by a factor that grows with every multiple of the original training length, as in Ministral 3. Up to that length, it is 1.
/// </summary>
internal static class GrowingQueries
{
    private const string Growth = "llama_4_scaling_beta";

    /// <summary>Returns the configuration without what its rotary parameters say of it. The classes ignore the maximum length there.</summary>
    public static JsonRecord Without(JsonRecord json) => RotationReader.Without(json, Growth, "max_position_embeddings");

    /// <summary>Returns the longest text, in tokens, in which queries do not grow; the largest integer where they never do.</summary>
    public static int Longest(JsonRecord json) => RotationReader.RopeIn(json) is { } rope && (rope.OptionalNumber(Growth) ?? 0) != 0
        ? rope.WholeNumber(RotationReader.OriginalPositions)
        : int.MaxValue;
}
