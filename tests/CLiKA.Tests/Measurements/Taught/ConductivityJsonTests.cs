using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Measurements.Taught;

public sealed class ConductivityJsonTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _text = MeasurementJson.Write(Teachings.Measurement(
        Teachings.World(Teachings.Cell("ru", Teachings.Retrieved(3, 6), Teachings.Retrieved(5, 6)), Teachings.Cell("de", Teachings.Teaching("111111", "10-101")))));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_measured_is_read_back_with_every_answer()
    {
        var read = MeasurementJson.Read(_folder.Write("m.json", _text));

        MeasurementJson.Write(read).Should().Be(_text);
        var world = read.Worlds.Single();
        world.Cells.Select(cell => cell.Language.Code).Should().Equal("de", "ru");
        world.In(Language.Parse("ru"))!.Teachings.Should().HaveCount(2);
        world.In(Language.Parse("de"))!.Teachings[0].Facts.Values.First().Own[5].Should().BeNull("the third fact of type 1 got no continent");
    }

    [Theory]
    [InlineData("\"xrr\": 0.833333", "\"xrr\": 0.933333")]
    [InlineData("\"de.1.generation.de\": \"", "\"de.1.generation.de\": \"D")]
    [InlineData("\"de.1.names\"", "\"it.1.names\"")]
    [InlineData("\"continents\": 4", "\"continents\": 3")]
    [InlineData("\"right\": 10", "\"right\": 41")]
    [InlineData("\"taught\": true", "\"taught\": 1")]
    public void A_file_that_contradicts_itself_is_refused(string before, string after)
    {
        _text.Should().Contain(before);
        var path = _folder.Write("m.json", _text.Replace(before, after, StringComparison.Ordinal));

        FluentActions.Invoking(() => MeasurementJson.Read(path)).Should().Throw<InvalidInputException>()
            .WithMessage($"{path}: isles: *");
    }

    [Fact]
    public void Without_a_world_a_file_is_as_it_was() =>
        MeasurementJson.Write(Packs.Measurement(("en", "1101"))).Should().NotContain("worlds");
}
