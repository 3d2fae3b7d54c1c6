using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Scales [groups, outputs], read by outputs.</summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="name">Name of the tensor.</param>
internal sealed class TurnedScales(SafetensorsCheckpoint checkpoint, string name)
{
    /// <summary>Number of groups that the tensor says it has.</summary>
    public int Groups => checkpoint.Found(name).Shape is [> 0 and <= int.MaxValue and var groups, _] ? (int)groups : 1;

    private int _outputs;

    /// <summary>Confirms its shape and type.</summary>
    /// <exception cref="InvalidInputException">It has others.</exception>
    public void Require(int groups, int outputs)
    {
        checkpoint.RequireNumbers(name);
        checkpoint.Require(name, checkpoint.Found(name).Type, [groups, outputs]);
        _outputs = outputs;
    }

    /// <summary>Reads the scales of some outputs, for each those of all groups.</summary>
    /// <exception cref="InvalidInputException">One is not finite.</exception>
    public void Read(int row, Span<float> scales)
    {
        var groups = Groups;
        var some = new float[scales.Length / groups];
        for (var group = 0; group < groups; group++)
        {
            checkpoint.Read(name, ((long)group * _outputs) + row, some);
            for (var index = 0; index < some.Length; index++)
            {
                scales[(index * groups) + group] = float.IsFinite(some[index])
                    ? some[index]
                    : throw checkpoint.Error(name, $"holds {some[index]}; expected finite scales.");
            }
        }
    }
}
