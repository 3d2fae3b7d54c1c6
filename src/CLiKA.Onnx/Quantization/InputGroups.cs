namespace CLiKA.Onnx.Quantization;

/// <summary>Which inputs of a matrix share a scale.</summary>
internal sealed class InputGroups
{
    // What ONNX Runtime's operator takes: powers of two, from 16 on.
    private const int SmallestBlock = 16;
    private const int LargestBlock = 128;

    private readonly int[]? _of;

    private InputGroups(int inputs, int size, int count, int[]? of) => (Inputs, Size, Count, _of) = (inputs, size, count, of);

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of groups.</summary>
    public int Count { get; }

    /// <summary>Inputs of a group; the last one may have fewer.</summary>
    public int Size { get; }

    /// <summary>
    /// The inputs in the order in which each group's stand together; null where they stand so already, or where groups are of several sizes.
    /// </summary>
    public int[]? Order { get; private init; }

    /// <summary>
    /// The largest block of inputs in <see cref="Order"/> that never has two scales and that ONNX Runtime takes; null where there is none.
    /// </summary>
    public int? BlockSize { get; private init; }

    /// <summary>Groups of inputs that stand together.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="size">Inputs of a group; as many as there are, or more, for one group.</param>
    public static InputGroups Of(int inputs, int size) =>
        new(inputs, size, CountOf(inputs, size), null) { BlockSize = BlockOf(inputs, size) };

    /// <summary>Groups that are told for each input.</summary>
    /// <param name="of">The group of each input.</param>
    /// <param name="size">Inputs of a group.</param>
    /// <param name="count">Number of groups, of which each input's is one.</param>
    public static InputGroups Of(int[] of, int size, int count)
    {
        int[] order = [.. Enumerable.Range(0, of.Length).OrderBy(input => of[input])];
        var areEven = order.Index().All(pair => of[pair.Item] == pair.Index / size);
        return areEven && order.Index().All(pair => pair.Item == pair.Index)
            ? Of(of.Length, size)
            : new(of.Length, size, count, of) { Order = areEven ? order : null, BlockSize = areEven ? BlockOf(of.Length, size) : null };
    }

    /// <summary>How many groups of a size some inputs fill, the last one perhaps in part.</summary>
    public static int CountOf(int inputs, int size) => (int)(((long)inputs + size - 1) / size);

    /// <summary>The group of an input.</summary>
    public int Of(int input) => _of is null ? input / Size : _of[input];

    private static int? BlockOf(int inputs, int size)
    {
        var block = LargestBlock;
        while (block > SmallestBlock && size < inputs && size % block != 0)
        {
            block /= 2;
        }

        return size >= inputs || size % block == 0 ? block : null;
    }
}
