using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

/// <summary>What is kept of a release, and of what was accepted after it.</summary>
public sealed class StoredReleaseTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BaselineStore _store;
    private readonly ProbeSetMeasurement _set = Packs.Measurement(("en", "1101"), ("de", "1001")).ProbeSets[0];

    public StoredReleaseTests()
    {
        _store = new BaselineStore(_folder.Path);
        _store.Accept("model", new AcceptedBaseline(_set));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_accepted_after_a_release_is_read_back_with_the_release_and_the_references()
    {
        var kept = AfterRelease();

        var read = _store.EvidenceFor(new Measurement("model", [_set]), ["pack"]).Baselines.Single();

        read.Changes.Should().BeEquivalentTo(kept.Changes, options => options.WithStrictOrdering());
        foreach (var part in (Func<AcceptedBaseline, ProbeSetMeasurement?>[])
            [baseline => baseline.Measurement, baseline => baseline.AtRelease, baseline => baseline.MovedReference])
        {
            BaselineText.Of("model", part(read)!).Should().Be(BaselineText.Of("model", part(kept)!));
        }

        _store.FindOrphans([("model", "pack")]).Should().BeEmpty();
        File.ReadAllText(Path.Combine(_store.FolderOf("model"), "pack.verified.json")).Should().Contain(
            """
              "accepted": [
                { "release": "2.0" },
                { "reason": "say \"why\"", "references": ["de"] }
              ],
            """);
    }

    [Fact]
    public void Small_changes_after_a_release_move_no_reference_and_need_no_file_of_one()
    {
        _store.Accept("model", new AcceptedBaseline(Packs.Measurement(("en", "0111"), ("de", "1001")).ProbeSets[0])
        {
            Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("small")],
            AtRelease = _set,
        });

        var read = _store.EvidenceFor(new Measurement("model", [_set]), ["pack"]).Baselines.Single();

        (read.MovedReference, read.PointOf(Language.Pivot)).Should().Be((null, new ReferencePoint("2.0", false, null, 1)));
        BaselineText.Of("model", read.Reference!).Should().Be(BaselineText.Of("model", _set));
    }

    [Fact]
    public void The_files_of_a_release_are_the_baseline_that_was_accepted_then_to_the_letter()
    {
        _store.Accept("model", Acceptance.OfRelease(new Measurement("model", [_set]), "2.0", null)[0]);
        var atRelease = File.ReadAllText(Path.Combine(_store.FolderOf("model"), "pack.verified.json"));

        AfterRelease();

        File.ReadAllText(Path.Combine(_store.FolderOf("model"), "pack.release.verified.json")).Should().Be(atRelease);
    }

    [Theory]
    [InlineData("pack.release.verified.json", "*pack.release.verified.json: no such file.")]
    [InlineData("pack.release.answers.verified.txt", "*pack.release.answers.verified.txt: no such file.")]
    [InlineData("pack.reference.verified.json", "*pack.reference.verified.json: no such file.")]
    public void A_release_that_went_missing_is_an_error_and_not_the_end_of_the_comparison(string file, string message)
    {
        AfterRelease();
        File.Delete(Path.Combine(_store.FolderOf("model"), file));

        FluentActions.Invoking(() => _store.ReadAccepted("model", ["pack"])).Should().Throw<InvalidInputException>().WithMessage(message);
    }

    [Fact]
    public void Files_of_a_release_that_no_acceptance_records_are_refused_and_a_release_clears_them()
    {
        AfterRelease();
        var text = BaselineText.Of("model", _set);
        _folder.Write("model/pack.verified.json", text.Metrics);
        _folder.Write("model/pack.answers.verified.txt", text.Answers);

        FluentActions.Invoking(() => _store.ReadAccepted("model", ["pack"])).Should().Throw<InvalidInputException>()
            .WithMessage("*pack.release.verified.json: belongs to no acceptance in pack.verified.json. *");
        _store.Accept("model", Acceptance.OfRelease(new Measurement("model", [_set]), "3.0", "ship it")[0]);
        _store.EvidenceFor(new Measurement("model", [_set]), ["pack"]).Baselines.Single().Changes.Single().Reason.Should().Be("ship it");
        Directory.GetFiles(_store.FolderOf("model")).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("""{"reason":"merged"},{"release":"3.0"}""")]
    [InlineData("""{"release":"2.0"},{"references":["de"]}""")]
    [InlineData("""{"release":"2.0"},{"reason":"why","release":"3.0"}""")]
    public void Changes_that_no_acceptance_writes_are_refused(string changes)
    {
        var metrics = BaselineText.Of("model", _set).Metrics.Replace("\"probeSet\"", $"\"accepted\": [{changes}], \"probeSet\"", StringComparison.Ordinal);
        _folder.Write("model/pack.verified.json", metrics);

        FluentActions.Invoking(() => _store.ReadAccepted("model", ["pack"])).Should().Throw<InvalidInputException>()
            .WithMessage("*pack.verified.json*'accepted' is damaged: expected a 'reason' in each entry, and a 'release' in none but the first.");
    }

    [Fact]
    public void A_revision_is_read_back_and_losses_are_counted_from_it()
    {
        var kept = new AcceptedBaseline(_set)
        {
            Changes =
            [
                new AcceptedChange(null) { Release = "2.0" },
                new AcceptedChange("smaller") { References = [Language.Pivot, Language.Parse("de")] },
                new AcceptedChange("new items") { IsRevision = true },
            ],
        };
        _store.Accept("model", kept);

        var read = _store.EvidenceFor(new Measurement("model", [_set]), ["pack"]).Baselines.Single();

        read.Changes.Should().BeEquivalentTo(kept.Changes, options => options.WithStrictOrdering());
        (read.ChangesSinceStart, read.PointOf(null)).Should().Be((0, new ReferencePoint("2.0", true, null, 0)));
    }

    [Fact]
    public void A_moved_reference_counts_from_the_acceptance_that_moved_it_in_its_language()
    {
        var kept = AfterRelease();
        kept = kept with { Changes = [.. kept.Changes, new AcceptedChange("small")] };

        kept.PointOf(Language.Parse("de")).Should().Be(new ReferencePoint("2.0", false, "say \"why\"", 1));
        kept.PointOf(Language.Pivot).Should().Be(new ReferencePoint("2.0", false, null, 2));
        kept.PointOf(null).Should().Be(new ReferencePoint("2.0", false, null, 2));
        new AcceptedBaseline(_set).PointOf(null).Should().BeNull();
    }

    private AcceptedBaseline AfterRelease()
    {
        var kept = KeptReleases.After(_set);
        _store.Accept("model", kept);
        return kept;
    }
}
