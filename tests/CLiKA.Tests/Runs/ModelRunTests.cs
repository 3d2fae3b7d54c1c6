using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;
using CLiKA.Runs;

namespace CLiKA.Tests.Runs;

public sealed class ModelRunTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeAnswerer _answerer = new(_ => new Answer(0)) { Refused = "z9" };
    private readonly ProbeSetEntry _sound;

    public ModelRunTests() => _sound = new ProbeSetEntry("pack", Packs.Write(_folder));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_the_languages_asked_for_are_measured()
    {
        var measurement = await Run([_sound], "de");

        measurement.Model.Should().Be("m");
        measurement.Cells.Should().Be(1);
        _answerer.Asked.Should().HaveCount(4).And.OnlyContain(prompt => prompt.Text.Contains("Was ist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_counts_the_prompts_of_all_sets()
    {
        var other = new ProbeSetEntry("other", Packs.Write(_folder, "other"));
        var description = await File.ReadAllTextAsync(Path.Combine(_sound.Folder, "probe-set.json"));
        await File.WriteAllTextAsync(
            Path.Combine(other.Folder, "probe-set.json"),
            description.Replace("\"pack\"", "\"other\"", StringComparison.Ordinal));
        var counts = new List<AnswerCount>();

        await Run([_sound, other], "en", new CallbackProgress<AnswerCount>(counts.Add));

        counts.Should().Equal(new AnswerCount(4, 8), new AnswerCount(8, 8));
    }

    [Fact]
    public async Task A_damaged_last_set_is_found_before_the_first_is_asked()
    {
        var damaged = new ProbeSetEntry("damaged", Packs.Write(_folder, "damaged"));
        File.Delete(Path.Combine(damaged.Folder, "probe-set.json"));

        await FluentActions.Awaiting(() => Run([_sound, damaged], "de")).Should().ThrowAsync<InvalidInputException>();

        _answerer.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_last_set_that_the_model_cannot_answer_is_found_before_the_first_is_asked()
    {
        var other = new ProbeSetEntry("other", Packs.Write(_folder, "other"));
        foreach (var path in Directory.GetFiles(other.Folder))
        {
            var text = await File.ReadAllTextAsync(path);
            await File.WriteAllTextAsync(path, text
                .Replace("\"pack\"", "\"other\"", StringComparison.Ordinal).Replace("\"p3\"", "\"z9\"", StringComparison.Ordinal));
        }

        await FluentActions.Awaiting(() => Run([_sound, other], "de")).Should().ThrowAsync<InvalidInputException>();

        _answerer.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_set_that_calls_itself_otherwise_is_refused() =>
        (await FluentActions.Awaiting(() => Run([_sound with { Id = "geo" }], "de")).Should().ThrowAsync<InvalidInputException>())
            .Which.Message.Should().EndWith("probe-set.json: 'id' is 'pack'; the configuration calls it 'geo'.");

    [Fact]
    public async Task A_set_with_fewer_wordings_than_asked_for_is_refused() =>
        (await FluentActions.Awaiting(() => Run([_sound with { Wordings = 3 }], "de")).Should().ThrowAsync<InvalidInputException>())
            .Which.Message.Should().Be(
                $"{_sound.Folder}: has items with 1 wordings, but the configuration asks for 3; give pack its own 'wordings'.");

    [Fact]
    public async Task A_language_that_the_set_lacks_is_refused() =>
        (await FluentActions.Awaiting(() => Run([_sound], "ja")).Should().ThrowAsync<InvalidInputException>())
            .Which.Message.Should().Be(
                $"{_sound.Folder}: has no ja.jsonl, but the configuration asks for ja; it has en de. Add the file, or give pack its own 'languages' in the configuration.");

    private Task<Measurement> Run(ProbeSetEntry[] sets, string language, IProgress<AnswerCount>? progress = null) => ModelRun.MeasureAsync(
        new ModelEntry("m", "m", "cpu", new Protocol(Scoring.Letter, PromptWrapping.None)),
        sets.ToDictionary(set => set, _ => (IReadOnlyList<Language>)[Language.Parse(language)]),
        _answerer,
        progress,
        CancellationToken.None);
}
