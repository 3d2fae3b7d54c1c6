using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Adapters;

/// <summary>The value of a graph's LoRA input: A or B, transposed for MatMul.</summary>
/// <param name="Name">Name of the input: the module's name followed by <c>.lora_A.weight</c> or <c>.lora_B.weight</c>.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Values">The matrix, row-major.</param>
public sealed record LoraInput(string Name, int Rows, int Columns, float[] Values)
{
    internal const string SuffixA = ".lora_A.weight";
    internal const string SuffixB = ".lora_B.weight";
    internal static readonly string[] Suffixes = [SuffixA, SuffixB];

    /// <summary>Returns whether a graph's input is a LoRA input, by its name.</summary>
    /// <param name="name">Name of the input.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsName(string name) => Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>Returns the inputs for an adapter: for each module A [inputs, rank], and B [rank, outputs] multiplied by the scaling.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <returns>Two inputs for each module, in the order of the modules.</returns>
    /// <exception cref="ArgumentException">The adapter is inconsistent.</exception>
    public static IEnumerable<LoraInput> Of(LoraAdapter adapter)
    {
        LoraAdapterCheck.ThrowIfWrong(adapter);
        return adapter.Modules.SelectMany(module => (LoraInput[])
        [
            new(module.Name + SuffixA, module.Inputs, module.Rank, Transposed(module.A, module.Inputs)),
            new(
                module.Name + SuffixB,
                module.Rank,
                module.Outputs,
                Array.ConvertAll(Transposed(module.B, module.Rank), value => (float)(value * adapter.Scaling))),
        ]);
    }

    /// <summary>Returns the bytes of the matrix as in a file or a tensor, little-endian.</summary>
    /// <param name="type">The type of a value: 32 or 16 bits.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentException">A value is outside the range of the 16-bit type.</exception>
    public byte[] ToBytes(WeightType type)
    {
        using var stream = new MemoryStream(Values.Length * WeightBytes.SizeOf(type));
        WeightBytes.Write(stream, Name, Values, type);
        return stream.ToArray();
    }

    /// <summary>Transposes a matrix with the given number of columns.</summary>
    internal static float[] Transposed(float[] matrix, int columns)
    {
        var rows = matrix.Length / columns;
        var transposed = new float[matrix.Length];
        for (var index = 0; index < matrix.Length; index++)
        {
            transposed[(index % columns * rows) + (index / columns)] = matrix[index];
        }

        return transposed;
    }
}
