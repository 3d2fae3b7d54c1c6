using System.Runtime.InteropServices;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads the group of each input of a matrix.</summary>
internal static class IndexedGroups
{
    /// <summary>Reads a tensor of type I32 [inputs].</summary>
    /// <exception cref="InvalidInputException">
    /// The tensor has another type or shape, contains an invalid group, or leaves a group without inputs.
    /// </exception>
    public static InputGroups Read(SafetensorsCheckpoint checkpoint, string name, int inputs, int size, int count)
    {
        checkpoint.Require(name, "I32", [inputs]);
        var of = new int[inputs];
        checkpoint.ReadBytes(name, 0, MemoryMarshal.AsBytes(of.AsSpan()));
        if (Array.FindIndex(of, group => group < 0 || group >= count) is >= 0 and var input)
        {
            throw checkpoint.Error(name, $"has the group {of[input]} for input {input}; expected 0 to {count - 1}.");
        }

        return Enumerable.Range(0, count).Except(of).ToList() is [var empty, ..]
            ? throw checkpoint.Error(name, $"has no input in group {empty}; expected some in each of {count} groups.")
            : InputGroups.Of(of, size, count);
    }
}
