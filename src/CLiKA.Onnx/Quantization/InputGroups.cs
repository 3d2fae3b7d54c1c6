namespace CLiKA.Onnx.Quantization;

/// <summary>The groups of a matrix's inputs that share a scale.</summary>
internal sealed class InputGroups
{
    // ONNX Runtime's operator takes powers of two from 16.
    private const int SmallestBlock = 16;

    private readonly bool _areEven;
    private readonly int[]? _of;

    private InputGroups(int inputs, int size, int count, int[]? of, bool areEven) =>
        (Inputs, Size, Count, _of, _areEven) = (inputs, size, count, of, areEven);

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of groups.</summary>
    public int Count { get; }

    /// <summary>Number of inputs in a group; the last one may have fewer.</summary>
    public int Size { get; }

    /// <summary>
    /// The order of inputs in which those of each group are consecutive; null where they are consecutive already, or where groups differ in size.
    /// </summary>
    public int[]? Order { get; private init; }

    /// <summary>Creates groups of consecutive inputs.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="size">Number of inputs in a group; all or more for a single group.</param>
    public static InputGroups Of(int inputs, int size) =>
        new(inputs, size, CountOf(inputs, size), null, areEven: true);

    /// <summary>Creates groups from the group of each input.</summary>
    /// <param name="of">The group of each input.</param>
    /// <param name="size">Number of inputs in a group.</param>
    /// <param name="count">Number of groups.</param>
    public static InputGroups Of(int[] of, int size, int count)
    {
        int[] order = [.. Enumerable.Range(0, of.Length).OrderBy(input => of[input])];
        var areEven = order.Index().All(pair => of[pair.Item] == pair.Index / size);
        return areEven && order.Index().All(pair => pair.Item == pair.Index)
            ? Of(of.Length, size)
            : new(of.Length, size, count, of, areEven) { Order = areEven ? order : null };
    }

    /// <summary>Returns the number of groups of a given size, including a partial last one.</summary>
    public static int CountOf(int inputs, int size) => (int)(((long)inputs + size - 1) / size);

    /// <summary>Returns the group of an input.</summary>
    public int GroupOf(int input) => _of is null ? input / Size : _of[input];

    /// <summary>Returns the largest block of inputs in <see cref="Order"/> that never spans two scales and that ONNX Runtime supports.</summary>
    /// <param name="largest">Upper bound, a power of two.</param>
    /// <returns>Number of inputs in a block; null where there is none.</returns>
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
