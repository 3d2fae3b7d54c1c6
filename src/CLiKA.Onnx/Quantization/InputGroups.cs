namespace CLiKA.Onnx.Quantization;

/// <summary>Which inputs of a matrix share a scale.</summary>
internal sealed class InputGroups
{
    // What ONNX Runtime's operator takes: powers of two, from 16 on.
    private const int SmallestBlock = 16;

    private readonly bool _areEven;
    private readonly int[]? _of;

    private InputGroups(int inputs, int size, int count, int[]? of, bool areEven) =>
        (Inputs, Size, Count, _of, _areEven) = (inputs, size, count, of, areEven);

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

    /// <summary>Groups of inputs that stand together.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="size">Inputs of a group; as many as there are, or more, for one group.</param>
    public static InputGroups Of(int inputs, int size) =>
        new(inputs, size, CountOf(inputs, size), null, areEven: true);

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
            : new(of.Length, size, count, of, areEven) { Order = areEven ? order : null };
    }

    /// <summary>How many groups of a size some inputs fill, the last one perhaps in part.</summary>
    public static int CountOf(int inputs, int size) => (int)(((long)inputs + size - 1) / size);

    /// <summary>The group of an input.</summary>
    public int GroupOf(int input) => _of is null ? input / Size : _of[input];

    /// <summary>The largest block of inputs in <see cref="Order"/> that never has two scales and that ONNX Runtime takes.</summary>
    /// <param name="largest">What it may be at most, a power of two.</param>
    /// <returns>Its inputs; null where there is none.</returns>
    public int? BlockOf(int largest)
    {
        bool Fits(int block) => Size >= Inputs ? block <= Math.Max(SmallestBlock, Inputs) : Size % block == 0;
        var block = largest;
        while (block > SmallestBlock && !Fits(block))
        {
            block /= 2;
        }

        return _areEven && Fits(block) ? block : null;
    }
}
