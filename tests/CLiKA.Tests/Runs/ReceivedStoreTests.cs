using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;
using CLiKA.Runs;

namespace CLiKA.Tests.Runs;

public sealed class ReceivedStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ReceivedStore _store;

    public ReceivedStoreTests() => _store = StoreOf();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_last_run_measured_is_read_back()
    {
        _store.Write(Packs.Measurement(("en", "00"), ("de", "00")));
        _store.Write(Packs.Measurement(("en", "11"), ("de", "01")));

        _store.ReadComplete("model", ["pack"]).ProbeSets[0].Languages.Select(cell => cell.Correct).Should().Equal(2, 1);
    }

    [Fact]
    public void What_stood_in_for_the_configured_model_is_read_back()
    {
        _store.Write(Packs.Measurement(("en", "11"), ("de", "01")) with { Place = "models/модель rc", StandsInFor = "models/m" });

        var received = _store.ReadComplete("model", ["pack"]);

        received.OriginAt(received.Place!).Should().Be("candidate at models/модель rc, in place of models/m");
    }

    [Theory]
    [InlineData("pack", "pack was not asked in de")]
    [InlineData("other", "other was not asked in en ko")]
    public void A_filtered_run_is_not_accepted(string probeSet, string expected)
    {
        _store.Write(Packs.Measurement(("en", "11")));

        Reading(probeSet).Should().Be($"{_store.PathOf("model")}: {expected}; run the suite without a filter before accepting.");
    }

    [Fact]
    public void A_language_that_is_no_longer_configured_is_not_accepted()
    {
        _store.Write(Packs.Measurement(("en", "11"), ("de", "01"), ("fr", "11")));

        Reading("pack").Should().Be($"{_store.PathOf("model")}: pack was asked in fr, which is no longer configured; run the suite again.");
    }

    [Fact]
    public void The_measurement_of_another_model_under_this_name_is_not_accepted()
    {
        _store.Write(Packs.Measurement(("en", "11"), ("de", "01")) with { Model = "other" });
        File.Move(_store.PathOf("other"), _store.PathOf("model"));

        Reading("pack").Should().Be($"{_store.PathOf("model")}: is a measurement of other; expected model.");
    }

    [Theory]
    [InlineData("de", "isles was asked in de, which is no longer configured; run the suite again.")]
    [InlineData("ru", "the teachings of isles were not asked in ru; run the suite without a filter before accepting.")]
    public void A_world_is_accepted_in_the_languages_in_which_it_is_taught(string left, string expected)
    {
        string[] measured = left == "de" ? ["de", "ru"] : ["de"];
        _store.Write(Teachings.Measurement(Teachings.World(
            [.. measured.Select(language => Teachings.Cell(language, Teachings.Retrieved(20)))])));
        string[] taught = left == "de" ? ["ru"] : ["de", "ru"];
        var store = StoreOf([.. taught.Select(language => new TaughtEntry("isles", Language.Parse(language), ["taught"]))]);

        FluentActions.Invoking(() => store.ReadComplete("model", [], "isles")).Should().Throw<InvalidInputException>()
            .WithMessage($"{_store.PathOf("model")}: {expected}");
    }

    [Fact]
    public void What_the_last_run_left_of_a_model_is_removed_and_that_of_others_is_kept()
    {
        foreach (var model in (string[])["model", "other"])
        {
            _store.Write(Packs.Measurement(("en", "11")) with { Model = model });
            Directory.CreateDirectory(_store.RefusedOf(model));
            File.WriteAllText(Path.Combine(_store.RefusedOf(model), "pack.received.json"), "{}");
        }

        _store.Remove("model");

        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Should().BeEquivalentTo(
            [_store.PathOf("other"), Path.Combine(_store.RefusedOf("other"), "pack.received.json")]);
    }

    [Fact]
    public void Nothing_measured_says_what_to_run() =>
        Reading("pack").Should().Be($"{_store.PathOf("model")}: no measurement of model; run the suite or 'clika measure' first.");

    private ReceivedStore StoreOf(params TaughtEntry[] taught) => new(new AlignmentConfiguration(
        "clika.json",
        [
            new ModelEntry("model", "model", "cpu", new Protocol(Scoring.Letter, PromptWrapping.None))
            {
                Languages = [Language.Pivot, Language.Parse("de")],
                Taught = [.. taught],
            },
        ],
        [new ProbeSetEntry("pack", "pack"), new ProbeSetEntry("other", "other") { Languages = [Language.Pivot, Language.Parse("ko")] }],
        new JudgePolicy(),
        "base",
        _folder.Path));

    private string Reading(string probeSet) =>
        FluentActions.Invoking(() => _store.ReadComplete("model", [probeSet])).Should().Throw<InvalidInputException>().Which.Message;
}
