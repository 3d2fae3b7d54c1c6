using CLiKA.Baselines;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

public sealed class BaselineStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BaselineStore _store;
    private readonly ProbeSetMeasurement _set = Packs.Measurement(("en", "1101"), ("de", "1001")).ProbeSets[0];

    public BaselineStoreTests()
    {
        _store = new BaselineStore(_folder.Path);
        _store.Accept("model", _set);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_accepted_is_read_back()
    {
        var baseline = BaselineStore.Read(_store.FolderOf("model"))!;

        baseline.Model.Should().Be("model");
        BaselineText.Of("model", baseline.ProbeSets.Single()).Should().Be(BaselineText.Of("model", _set));
    }

    [Fact]
    public void A_model_without_baselines_has_none()
    {
        BaselineStore.Read(_store.FolderOf("other")).Should().BeNull();
        _store.Read("model", ["other"]).Should().BeNull();
    }

    [Theory]
    [InlineData("pack.verified.json", true)]
    [InlineData("pack.verified.json", false)]
    [InlineData("pack.answers.verified.txt", true)]
    [InlineData("pack.answers.verified.txt", false)]
    public void A_missing_half_is_an_error(string file, bool named)
    {
        var path = Path.Combine(_store.FolderOf("model"), file);
        File.Delete(path);

        FluentActions.Invoking(() => named ? _store.Read("model", ["pack"]) : BaselineStore.Read(_store.FolderOf("model")))
            .Should().Throw<InvalidInputException>().WithMessage($"{path}: no such file.");
    }

    [Fact]
    public void A_baseline_under_another_sets_name_is_refused()
    {
        foreach (var path in Directory.GetFiles(_store.FolderOf("model")))
        {
            File.Move(path, path.Replace("pack.", "geo.", StringComparison.Ordinal));
        }

        FluentActions.Invoking(() => BaselineStore.Read(_store.FolderOf("model")))
            .Should().Throw<InvalidInputException>().WithMessage("*geo.verified.json: is about pack of model; expected geo of model.");
    }

    [Fact]
    public void Baselines_of_two_models_in_one_folder_are_refused()
    {
        var text = BaselineText.Of("second", new ProbeSetMeasurement(
            "zoo",
            _set.Fingerprint,
            _set.Chance,
            1,
            [],
            _set.Gold,
            _set.Languages.ToDictionary(cell => cell.Language, cell => cell.Answers)));
        _folder.Write("model/zoo.verified.json", text.Metrics);
        _folder.Write("model/zoo.answers.verified.txt", text.Answers);

        FluentActions.Invoking(() => BaselineStore.Read(_store.FolderOf("model")))
            .Should().Throw<InvalidInputException>().WithMessage("*zoo.verified.json: is about zoo of second; expected zoo of model.");
    }

    [Fact]
    public void A_baseline_in_another_models_folder_is_refused()
    {
        Directory.Move(_store.FolderOf("model"), _store.FolderOf("mine"));

        FluentActions.Invoking(() => _store.Read("mine", ["pack"]))
            .Should().Throw<InvalidInputException>().WithMessage("*mine: holds baselines of model; expected those of mine.");
    }

    [Fact]
    public void Files_that_no_test_owns_are_found()
    {
        _folder.Write("model/pack.received.json", "{}");
        _folder.Write("model/.pack.noise.verified.json.0123456789abcdef0123456789abcdef.tmp", "left by a process that was killed");

        _store.FindOrphans([("model", "pack")]).Should().BeEmpty();
        _store.FindOrphans([("model", "other"), ("other", "pack")]).Should().Equal(
            Path.Combine("model", "pack.answers.verified.txt"), Path.Combine("model", "pack.verified.json"));
    }

    [Fact]
    public void Without_a_folder_nothing_is_an_orphan() =>
        new BaselineStore(Path.Combine(_folder.Path, "nowhere")).FindOrphans([]).Should().BeEmpty();

    [Fact]
    public void Accepting_replaces_the_baseline_and_clears_what_was_received()
    {
        string[] stale = [_folder.Write("model/pack.received.json", "{}"), _folder.Write("model/pack.answers.received.txt", "")];
        string[] others = [_folder.Write("model/package.received.json", "{}"), _folder.Write("other/pack.received.json", "{}")];

        _store.Accept("model", Packs.Measurement(("en", "0000")).ProbeSets[0]);

        BaselineStore.Read(_store.FolderOf("model"))!.ProbeSets[0].Languages.Single().Correct.Should().Be(0);
        stale.Should().NotContain(path => File.Exists(path));
        others.Should().OnlyContain(path => File.Exists(path));
    }

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

        FluentActions.Invoking(() => _store.Read("model", ["pack"])).Should().Throw<InvalidInputException>().WithMessage(message);
    }

    [Fact]
    public void Files_of_a_release_that_no_acceptance_records_are_refused_and_a_release_clears_them()
    {
        AfterRelease();
        var text = BaselineText.Of("model", _set);
        _folder.Write("model/pack.verified.json", text.Metrics);
        _folder.Write("model/pack.answers.verified.txt", text.Answers);

        FluentActions.Invoking(() => _store.Read("model", ["pack"])).Should().Throw<InvalidInputException>()
            .WithMessage("*pack.release.verified.json: belongs to no acceptance that pack.verified.json records.");
        _store.Accept("model", Acceptance.OfRelease(new Measurement("model", [_set]), "3.0", "ship it")[0]);
        _store.EvidenceFor(new Measurement("model", [_set]), ["pack"]).Baselines.Single().Changes.Single().Reason.Should().Be("ship it");
        Directory.GetFiles(_store.FolderOf("model")).Should().HaveCount(2);
    }

    // Where a file cannot be put in its place, accepting ends as where the process is killed there.
    [Theory]
    [InlineData("pack.release.answers.verified.txt")]
    [InlineData("pack.release.verified.json")]
    [InlineData("pack.reference.verified.json")]
    [InlineData("pack.answers.verified.txt")]
    [InlineData("pack.verified.json")]
    public void What_was_interrupted_while_it_was_accepted_is_not_read_and_is_completed(string file)
    {
        var obstacle = Path.Combine(_store.FolderOf("model"), file);
        File.Delete(obstacle);
        Directory.CreateDirectory(obstacle);
        FluentActions.Invoking(AfterRelease).Should().Throw<InvalidInputException>().WithMessage($"{obstacle}: *");
        Directory.Delete(obstacle);

        foreach (var reading in (Func<object?>[])[() => _store.Read("model", ["pack"]), () => BaselineStore.Read(_store.FolderOf("model"))])
        {
            reading.Should().Throw<InvalidInputException>().WithMessage(
                $"{_store.FolderOf("model")}*pack.accepting.json: accepting pack was interrupted. 'clika accept' completes it; *");
        }

        _store.Read("model", ["other"]).Should().BeNull();
        _store.FindOrphans([("model", "other")]).Should().Contain(Path.Combine("model", "pack.accepting.json"));
        _store.FindOrphans([("model", "pack")]).Should().BeEmpty();
        _store.Complete("model", ["other"]).Should().BeEmpty("who accepts another set has not said that this one is to be accepted");
        _store.Complete("model", ["pack"]).Should().Equal("pack");
        var completed = Directory.GetFiles(_store.FolderOf("model")).ToDictionary(path => path, File.ReadAllText);
        AfterRelease();
        Directory.GetFiles(_store.FolderOf("model")).ToDictionary(path => path, File.ReadAllText).Should().Equal(completed).And.HaveCount(6);
        _store.Complete("model", ["pack"]).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"reason":"merged"},{"release":"3.0"}""")]
    [InlineData("""{"release":"2.0"},{"references":["de"]}""")]
    [InlineData("""{"release":"2.0"},{"reason":"why","release":"3.0"}""")]
    public void Changes_that_no_acceptance_writes_are_refused(string changes)
    {
        var metrics = BaselineText.Of("model", _set).Metrics.Replace("\"probeSet\"", $"\"accepted\": [{changes}], \"probeSet\"", StringComparison.Ordinal);
        _folder.Write("model/pack.verified.json", metrics);

        FluentActions.Invoking(() => _store.Read("model", ["pack"])).Should().Throw<InvalidInputException>()
            .WithMessage("*pack.verified.json*'accepted' is damaged: expected a 'reason' in each entry, and a 'release' in none but the first.");
    }

    [Fact]
    public void A_revision_is_read_back_and_losses_are_counted_from_it()
    {
        var kept = new AcceptedBaseline(_set)
        {
            Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("small"), new AcceptedChange("new items") { IsRevision = true }],
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

        kept.PointOf(CLiKA.Languages.Language.Parse("de")).Should().Be(new ReferencePoint("2.0", false, "say \"why\"", 1));
        kept.PointOf(CLiKA.Languages.Language.Pivot).Should().Be(new ReferencePoint("2.0", false, null, 2));
        kept.PointOf(null).Should().Be(new ReferencePoint("2.0", false, null, 2));
        new AcceptedBaseline(_set).PointOf(null).Should().BeNull();
    }

    [Fact]
    public void Only_what_was_received_is_held_against_what_was_accepted_last()
    {
        _store.Accept("model", Packs.Renamed(_set, "other"));

        var evidence = _store.EvidenceFor(new Measurement("model", [_set]), ["pack", "other"]);

        evidence.Accepted!.ProbeSets.Should().ContainSingle().Which.ProbeSet.Should().Be("pack");
        evidence.Baselines.Should().HaveCount(2);
    }

    [Fact]
    public void What_an_interrupted_acceptance_was_to_remove_is_removed()
    {
        var (reference, text) = (_folder.Write("model/pack.reference.verified.json", "{}"), BaselineText.Of("model", _set).Metrics);
        _folder.Write(
            "model/pack.accepting.json",
            System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string?>
            {
                ["pack.reference.verified.json"] = null,
                ["pack.verified.json"] = text,
            }));

        _store.Complete("model", ["pack"]).Should().Equal("pack");

        File.Exists(reference).Should().BeFalse();
        File.ReadAllText(Path.Combine(_store.FolderOf("model"), "pack.verified.json")).Should().Be(text);
    }

    [Theory]
    [InlineData("pack.verified./x")]
    [InlineData("../pack.verified.json")]
    [InlineData("pack.verified.json/../../x.verified.json")]
    [InlineData("other.verified.json")]
    [InlineData("pack.json")]
    public void What_is_to_be_completed_may_name_files_of_its_baseline_only(string file)
    {
        var path = _folder.Write("model/pack.accepting.json", $$"""{"{{file}}":"x"}""");

        FluentActions.Invoking(() => _store.Complete("model", ["pack"])).Should().Throw<InvalidInputException>()
            .WithMessage($"{path}: names '{file}'; expected files of pack.");
    }

    private AcceptedBaseline AfterRelease()
    {
        var kept = new AcceptedBaseline(Packs.Measurement(("en", "0111"), ("de", "1001")).ProbeSets[0])
        {
            Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("say \"why\"") { References = [CLiKA.Languages.Language.Parse("de")] }],
            AtRelease = _set,
            MovedReference = Packs.Measurement(("en", "1111"), ("de", "1001")).ProbeSets[0],
        };
        _store.Accept("model", kept);
        return kept;
    }
}
