using CLiKA.OnnxRuntime.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Logits are read from the right place, however many there are.</summary>
public sealed class LogitRowsTests
{
    // More than a million are read by several threads.
    [Theory]
    [InlineData(100, false)]
    [InlineData(200_000, false)]
    [InlineData(200_000, true)]
    public void Each_place_has_its_own_logits(int vocabulary, bool areHalves)
    {
        using var logits = Logits(rows: 4, positions: 3, vocabulary, areHalves);
        (int Row, int Position)[] places = [.. Enumerable.Range(0, 4).SelectMany(row => Enumerable.Range(0, 3).Select(position => (row, position)))];
        var read = new float[places.Length];

        new LogitRows().ForEach(logits, places, threads: 4, (index, values) => read[index] = values.Length == vocabulary ? values[^1] : float.NaN);

        read.Should().Equal(places.Select(place => (float)((3 * place.Row) + place.Position)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(200_000)]
    public void The_first_place_that_fails_is_the_error(int vocabulary)
    {
        using var logits = Logits(rows: 8, positions: 1, vocabulary, areHalves: false);

        FluentActions.Invoking(() => new LogitRows().ForEach(logits, [.. Enumerable.Range(0, 8).Select(row => (row, 0))], threads: 4, (index, _) =>
        {
            if (index >= 2)
            {
                throw new InvalidInputException("model.onnx", $"place {index}");
            }
        })).Should().Throw<InvalidInputException>().WithMessage("model.onnx: place 2");
    }

    // The last logit of each place is its number.
    private static OrtValue Logits(int rows, int positions, int vocabulary, bool areHalves)
    {
        var values = new float[rows * positions * vocabulary];
        for (var place = 0; place < rows * positions; place++)
        {
            values[((place + 1) * vocabulary) - 1] = place;
        }

        long[] shape = [rows, positions, vocabulary];
        return areHalves
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (Float16)value), shape)
            : OrtValue.CreateTensorValueFromMemory(values, shape);
    }
}
