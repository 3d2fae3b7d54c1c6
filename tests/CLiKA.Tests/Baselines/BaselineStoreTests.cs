using System.Text.Json;
using CLiKA.Baselines;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

public sealed class BaselineStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BaselineStore _store;
    private readonly Measurement _measurement = Packs.Measurement(("en", "1101"), ("de", "1001"));

    public BaselineStoreTests()
    {
        _store = new BaselineStore(_folder.Path);
        _store.Accept("model", _measurement.ProbeSets[0]);
    }

    private string Metrics => Path.Combine(_folder.Path, "model", "pack.verified.json");

    private string Answers => Path.Combine(_folder.Path, "model", "pack.answers.verified.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_accepted_is_read_back()
    {
        var baseline = BaselineStore.Read(_store.FolderOf("model"))!;

        Judge.Compare(baseline, _measurement, new JudgePolicy(), Scope.Everything).Cells
            .Should().HaveCount(2).And.OnlyContain(cell => cell.Lost.IsEmpty && cell.Won.IsEmpty);
        baseline.ProbeSets[0].Languages[1].Accuracy.Should().Be(0.5);
    }

    [Fact]
    public void Each_language_is_one_line_of_strict_JSON()
    {
        var text = File.ReadAllText(Metrics);

        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("languages").GetProperty("de").GetProperty("accuracy").GetDouble().Should().Be(0.5);
        text.Should().NotContain("\r").And.EndWith("}\n");
        text.Split('\n').Where(line => line.Contains("\"accuracy\"", StringComparison.Ordinal)).Should().HaveCount(2);
        File.ReadAllLines(Answers).Should().Equal("gold ABCD", "en   ABDD", "de   ACDD");
    }

    [Fact]
    public void A_checkout_with_other_line_ends_is_the_same_baseline()
    {
        foreach (var path in (string[])[Metrics, Answers])
        {
            File.WriteAllText(path, File.ReadAllText(path).Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        BaselineStore.Read(_store.FolderOf("model"))!.Cells.Should().Be(2);
    }

    [Fact]
    public void A_missing_half_is_an_error()
    {
        File.Delete(Answers);

        FluentActions.Invoking(() => BaselineStore.Read(_store.FolderOf("model")))
            .Should().Throw<InvalidInputException>().Which.Message.Should().Be($"{Answers}: no such file.");
    }

    // Whatever one byte becomes: the file is refused, or the judge refuses the comparison, or the same was read.
    [Fact]
    public void No_changed_byte_becomes_another_baseline()
    {
        var original = Outcome();
        foreach (var path in (string[])[Metrics, Answers])
        {
            var bytes = File.ReadAllBytes(path);
            for (var position = 0; position < bytes.Length; position++)
            {
                foreach (var flip in (byte[])[1, 2, 0x10])
                {
                    var changed = (byte[])bytes.Clone();
                    changed[position] ^= flip;
                    File.WriteAllBytes(path, changed);
                    Outcome().Should().BeOneOf([original, "refused"], "byte {0} of {1} was changed", position, path);
                }
            }

            File.WriteAllBytes(path, bytes);
        }
    }

    [Fact]
    public void Files_that_no_test_owns_are_found()
    {
        _store.FindOrphans([("model", "pack")]).Should().BeEmpty();
        _store.FindOrphans([("model", "other")]).Should().Equal(
            Path.Combine("model", "pack.answers.verified.txt"), Path.Combine("model", "pack.verified.json"));
    }

    [Fact]
    public void Accepting_clears_what_was_received()
    {
        var received = _folder.Write("model/pack.received.json", "{}");
        var other = _folder.Write("model/package.received.json", "{}");

        _store.Accept("model", _measurement.ProbeSets[0]);

        File.Exists(received).Should().BeFalse();
        File.Exists(other).Should().BeTrue("it belongs to another probe set");
    }

    private string Outcome()
    {
        try
        {
            var baseline = BaselineStore.Read(_store.FolderOf("model"));
            var judgement = Judge.Compare(baseline, _measurement, new JudgePolicy(), Scope.Everything);
            return judgement.Objections.IsEmpty ? BaselineText.Of("model", baseline!.ProbeSets[0]).ToString() : "refused";
        }
        catch (InvalidInputException)
        {
            return "refused";
        }
    }
}
