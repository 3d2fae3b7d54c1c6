using System.Runtime.InteropServices;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Numbers of 4 or 8 bits that are packed into words of 32, the first in the lowest bits.</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor, of type I32.</param>
/// <param name="Bits">Bits of a number.</param>
internal sealed record PackedTensor(SafetensorsCheckpoint Checkpoint, string Name, int Bits)
{
    /// <summary>Numbers in a word.</summary>
    public int InWord => 32 / Bits;

    /// <summary>How many words some numbers fill, the last one perhaps in part.</summary>
    public int WordsOf(int count) => InputGroups.CountOf(count, InWord);

    private uint Mask => (1u << Bits) - 1;

    /// <summary>Reads rows of numbers that are packed along the rows [rows, ceil(columns / <see cref="InWord"/>)].</summary>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="row">The first row.</param>
    /// <param name="numbers">Where whole rows go.</param>
    public void ReadRows(int columns, int row, Span<byte> numbers)
    {
        var inRow = WordsOf(columns);
        var words = Words((long)row * inRow, numbers.Length / columns * inRow);
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = Number(words[(index / columns * inRow) + (index % columns / InWord)], index % columns % InWord);
        }
    }

    /// <summary>Reads columns of numbers that are packed along the columns [ceil(rows / <see cref="InWord"/>), columns].</summary>
    /// <param name="rows">Numbers in a column.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="column">The first column.</param>
    /// <param name="numbers">Where whole columns go, one behind the other.</param>
    public void ReadColumns(int rows, int columns, int column, Span<byte> numbers)
    {
        for (var first = 0; first < rows; first += InWord)
        {
            var words = Words(((long)first / InWord * columns) + column, numbers.Length / rows);
            for (var index = 0; index < words.Length; index++)
            {
                for (var place = 0; place < Math.Min(InWord, rows - first); place++)
                {
                    numbers[(index * rows) + first + place] = Number(words[index], place);
                }
            }
        }
    }

    /// <summary>Reads columns of numbers that are packed along the rows [rows, ceil(columns / <see cref="InWord"/>)].</summary>
    /// <param name="rows">Numbers in a column.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="column">The first column.</param>
    /// <param name="places">Where in a word each of its columns stands.</param>
    /// <param name="numbers">Where whole columns go, one behind the other.</param>
    public void ReadAcross(int rows, int columns, int column, ReadOnlySpan<int> places, Span<byte> numbers)
    {
        var count = numbers.Length / rows;
        var first = column / InWord;
        var inRow = ((column + count - 1) / InWord) - first + 1;
        for (var row = 0; row < rows; row++)
        {
            var words = Words(((long)row * WordsOf(columns)) + first, inRow);
            for (var index = 0; index < count; index++)
            {
                var (word, place) = Math.DivRem(column + index, InWord);
                numbers[(index * rows) + row] = Number(words[word - first], places[place]);
            }
        }
    }

    private byte Number(uint word, int place) => (byte)((word >> (Bits * place)) & Mask);

    private uint[] Words(long offset, int count)
    {
        var words = new uint[count];
        Checkpoint.ReadBytes(Name, offset, MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }
}
