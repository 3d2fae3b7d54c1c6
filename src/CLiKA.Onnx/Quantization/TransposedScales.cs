using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Scales [groups, outputs], read by output.</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="Outputs">Number of outputs.</param>
internal sealed record TransposedScales(SafetensorsCheckpoint Checkpoint, string Name, int Groups, int Outputs)
{
    /// <summary>Finds scales, and checks their shape and type.</summary>
    /// <exception cref="InvalidInputException">The scales are missing, or have another shape or type.</exception>
    public static TransposedScales Find(SafetensorsCheckpoint checkpoint, string name, int groups, int outputs)
    {
        checkpoint.RequireNumbers(name);
        checkpoint.Require(name, checkpoint.EntryOf(name).Type, [groups, outputs]);
        return new(checkpoint, name, groups, outputs);
    }

    /// <summary>Reads the scales of some outputs, group by group for each.</summary>
    /// <exception cref="InvalidInputException">A scale is not finite.</exception>
    public void Read(int row, Span<float> scales)
    {
        var some = new float[scales.Length / Groups];
        for (var group = 0; group < Groups; group++)
        {
            Checkpoint.Read(Name, ((long)group * Outputs) + row, some);
            for (var index = 0; index < some.Length; index++)
            {
                scales[(index * Groups) + group] = float.IsFinite(some[index])
                    ? some[index]
                    : throw Checkpoint.Error(Name, $"has the scale {some[index]}; expected finite numbers.");
            }
        }
    }
}
