using System.Collections.Immutable;
using CLiKA.Measurements;
using CLiKA.Reporting.Results;
using Parquet.Serialization;

namespace CLiKA.Reporting.Tests.Results;

public sealed class ResultsParquetTests
{
    [Fact]
    public async Task Every_item_in_every_language_is_a_row()
    {
        var rows = await ReadAsync(ResultsParquet.Render([Reports.Losing(12), Reports.WithoutBaseline()]));

        rows.Should().HaveCount(2 * 3 * 40);
        var row = rows.Single(row => Equals(row["language"], "de") && Equals(row["item"], "i01") && Equals(row.GetValueOrDefault("stream"), "factual"));
        row["model"].Should().Be("m");
        row["probe_set"].Should().Be("pack");
        row["relation"].Should().Be("odd");
        (row["gold"], row["before"], row["now"]).Should().Be(("B", "B", "C"));
        (row["correct_before"], row["correct_now"]).Should().Be((true, false));
        (row["english_before"], row["english_now"]).Should().Be(("B", "B"));
        row.GetValueOrDefault("margin").Should().BeNull("the answerer returned no scores");

        var without = rows.Last();
        foreach (var column in (string[])["before", "correct_before", "english_before", "stream", "relation"])
        {
            without.GetValueOrDefault(column).Should().BeNull("nothing was accepted, and there are no texts");
        }
    }

    [Fact]
    public async Task Log_probabilities_are_a_list_and_the_margin_is_that_of_the_right_option()
    {
        var report = Reports.Losing(12);
        var set = report.Received.ProbeSets[0];
        var scored = new ProbeSetMeasurement(
            set.ProbeSet,
            set.Fingerprint,
            set.Chance,
            set.Ceiling,
            set.ItemIds,
            set.Gold,
            set.Languages.ToDictionary(
                cell => cell.Language,
                cell => cell.Answers.Select(answer => answer with { LogProbabilities = [-1.5, -0.25, -3, -4] }).ToImmutableArray()));

        var rows = await ReadAsync(ResultsParquet.Render([report with { Received = new Measurement("m", [scored]) }]));

        // Items 0 and 1: A and B are right.
        rows[0]["log_probabilities"].Should().BeAssignableTo<System.Collections.IEnumerable>().Which.Should().BeEquivalentTo(new[] { -1.5, -0.25, -3, -4 });
        rows[0]["margin"].Should().Be(-1.25);
        rows[1]["margin"].Should().Be(1.25);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes() =>
        ResultsParquet.Render([Reports.Losing(12)]).Should().Equal(ResultsParquet.Render([Reports.Losing(12)]));

    [Fact]
    public async Task A_run_in_which_no_model_was_measured_has_no_row() =>
        (await ReadAsync(ResultsParquet.Render([]))).Should().BeEmpty();

    private static async Task<List<Dictionary<string, object?>>> ReadAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        var result = await ParquetSerializer.DeserializeUntypedAsync(stream);
        return
        [
            .. result.Data.Select(row => row.ToDictionary(
                column => column.Key, object? (column) => column.Value is ReadOnlyMemory<char> text ? text.ToString() : column.Value)),
        ];
    }
}
