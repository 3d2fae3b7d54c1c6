using System.Runtime.InteropServices;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads which group each input of a matrix is in.</summary>
internal static class IndexedGroups
{
    /// <summary>Reads a tensor of type I32 [inputs].</summary>
    /// <exception cref="InvalidInputException">It has another type or shape, or names a group that is not there.</exception>
    public static InputGroups Read(SafetensorsCheckpoint checkpoint, string name, int inputs, int size, int count)
    {
        checkpoint.Require(name, "I32", [inputs]);
        var of = new int[inputs];
        checkpoint.ReadBytes(name, 0, MemoryMarshal.AsBytes(of.AsSpan()));
        return Array.FindIndex(of, group => group < 0 || group >= count) is >= 0 and var input
            ? throw checkpoint.Error(name, $"says that input {input} is in group {of[input]}; expected 0 to {count - 1}.")
            : InputGroups.Of(of, size, count);
    }
}
