using System.Runtime.InteropServices;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Numbers of 4 or 8 bits packed into 32-bit words, the first in the lowest bits.</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor, of type I32.</param>
/// <param name="Bits">Number of bits of a number.</param>
internal sealed record PackedTensor(SafetensorsCheckpoint Checkpoint, string Name, int Bits)
{
    /// <summary>Number of numbers in a word.</summary>
    public int PerWord => 32 / Bits;

    /// <summary>Returns the number of words for a number of values, including a partial last one.</summary>
    public int WordsOf(int count) => InputGroups.CountOf(count, PerWord);

    private uint Mask => (1u << Bits) - 1;

    /// <summary>Reads rows of numbers that are packed along the rows [rows, ceil(columns / <see cref="PerWord"/>)].</summary>
    /// <param name="columns">Number of values in a row.</param>
    /// <param name="row">Index of the first row.</param>
    /// <param name="numbers">Receives whole rows.</param>
    public void ReadRows(int columns, int row, Span<byte> numbers)
    {
        var inRow = WordsOf(columns);
        var words = Words((long)row * inRow, numbers.Length / columns * inRow);
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = Number(words[(index / columns * inRow) + (index % columns / PerWord)], index % columns % PerWord);
        }
    }

    /// <summary>Reads columns of numbers that are packed along the columns [ceil(rows / <see cref="PerWord"/>), columns].</summary>
    /// <param name="rows">Number of values in a column.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="column">Index of the first column.</param>
    /// <param name="numbers">Receives whole columns, one after the other.</param>
    public void ReadColumns(int rows, int columns, int column, Span<byte> numbers)
    {
        for (var first = 0; first < rows; first += PerWord)
        {
            var words = Words(((long)first / PerWord * columns) + column, numbers.Length / rows);
            for (var index = 0; index < words.Length; index++)
            {
                for (var place = 0; place < Math.Min(PerWord, rows - first); place++)
                {
                    numbers[(index * rows) + first + place] = Number(words[index], place);
                }
            }
        }
    }

    /// <summary>Reads columns of numbers that are packed along the rows [rows, ceil(columns / <see cref="PerWord"/>)].</summary>
    /// <param name="rows">Number of values in a column.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="column">Index of the first column.</param>
    /// <param name="places">The position in a word of each of its columns.</param>
    /// <param name="numbers">Receives whole columns, one after the other.</param>
    public void ReadAcross(int rows, int columns, int column, ReadOnlySpan<int> places, Span<byte> numbers)
    {
        var count = numbers.Length / rows;
        var first = column / PerWord;
        var inRow = ((column + count - 1) / PerWord) - first + 1;
        for (var row = 0; row < rows; row++)
        {
            var words = Words(((long)row * WordsOf(columns)) + first, inRow);
            for (var index = 0; index < count; index++)
            {
                var (word, place) = Math.DivRem(column + index, PerWord);
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
