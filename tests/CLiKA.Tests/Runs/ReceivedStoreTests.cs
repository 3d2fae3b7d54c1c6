using CLiKA.Answers;
using CLiKA.Baselines;
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

    public ReceivedStoreTests() => _store = new ReceivedStore(new AlignmentConfiguration(
        "clika.json",
        [new ModelEntry("model", "model", "cpu", new Protocol(Scoring.Letter, PromptWrapping.None)) { Languages = [Language.Pivot, Language.Parse("de")] }],
        [new ProbeSetEntry("pack", "pack"), new ProbeSetEntry("other", "other") { Languages = [Language.Pivot, Language.Parse("ko")] }],
        new JudgePolicy(),
        "base",
        _folder.Path));

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
    public void Nothing_measured_says_what_to_run() =>
        Reading("pack").Should().Be($"{_store.PathOf("model")}: no measurement of model; run the suite or 'clika measure' first.");

    private string Reading(string probeSet) =>
        FluentActions.Invoking(() => _store.ReadComplete("model", [probeSet])).Should().Throw<InvalidInputException>().Which.Message;
}
