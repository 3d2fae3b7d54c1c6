using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

/// <summary>Baselines as files: what was accepted last, and whose it is.</summary>
public sealed class BaselineStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BaselineStore _store;
    private readonly ProbeSetMeasurement _set = Packs.Measurement(("en", "1101"), ("de", "1001")).ProbeSets[0];

    public BaselineStoreTests()
    {
        _store = new BaselineStore(_folder.Path);
        _store.Accept("model", new AcceptedBaseline(_set));
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
        _store.ReadAccepted("model", ["other"]).Should().BeEmpty();
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

        FluentActions.Invoking(object? () => named ? _store.ReadAccepted("model", ["pack"]) : BaselineStore.Read(_store.FolderOf("model")))
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

        FluentActions.Invoking(() => _store.ReadAccepted("mine", ["pack"]))
            .Should().Throw<InvalidInputException>().WithMessage("*mine: contains baselines of model; expected those of mine. If the model was renamed, write its new name into these files (\"model\").");
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

        _store.Accept("model", new AcceptedBaseline(Packs.Measurement(("en", "0000")).ProbeSets[0]));

        BaselineStore.Read(_store.FolderOf("model"))!.ProbeSets[0].Languages.Single().Correct.Should().Be(0);
        stale.Should().NotContain(path => File.Exists(path));
        others.Should().OnlyContain(path => File.Exists(path));
    }

    [Fact]
    public void Only_what_was_received_is_held_against_what_was_accepted_last()
    {
        _store.Accept("model", new AcceptedBaseline(Packs.Renamed(_set, "other")));

        var evidence = _store.EvidenceFor(new Measurement("model", [_set]), ["pack", "other"]);

        evidence.Accepted!.ProbeSets.Should().ContainSingle().Which.ProbeSet.Should().Be("pack");
        evidence.Baselines.Should().HaveCount(2);
    }

    // The cells of the other set stay members of the configured family: what cannot be read makes no loss easier to find, and none is overlooked by mistake,
    // since the run does not pass.
    [Fact]
    public void A_damaged_baseline_keeps_its_own_set_from_passing_and_no_other_from_being_judged()
    {
        var other = Packs.Renamed(_set, "other");
        _store.Accept("model", new AcceptedBaseline(other));
        ImmutableArray<Answer> wrong = [.. _set.Gold.Select(gold => new Answer(gold == 0 ? 1 : 0))];
        var received = new Measurement("model", [_set.With(_set.Languages.ToDictionary(cell => cell.Language, _ => wrong)), other]);
        var policy = new JudgePolicy { FamilySize = 4, PooledFamilySize = 4 };
        var whole = Judge.Compare(_store.EvidenceFor(received, ["pack", "other"]), policy, Scope.Everything);
        var path = _folder.Write("model/other.answers.verified.txt", "gold AA");

        var evidence = _store.EvidenceFor(received, ["pack", "other"]);
        var judgement = Judge.Compare(evidence, policy, Scope.Everything);

        evidence.Unreadable.Keys.Should().Equal("other");
        judgement.Verdict.Should().Be(Verdict.NotComparable);
        var objection = judgement.Objections.Should().ContainSingle().Subject;
        objection.Reason.Should().StartWith($"{path}: its last line is not the sha256");
        objection.Fault!.File.Should().Be(path);
        judgement.Cells.Should().OnlyContain(cell => cell.ProbeSet == "pack").And.HaveCount(2);
        judgement.Cells.Should().OnlyContain(cell => cell.AdjustedP >= whole.Cell("pack", cell.Language)!.AdjustedP);
    }

    [Fact]
    public void A_damaged_baseline_of_a_set_that_was_not_asked_is_a_remark()
    {
        var path = _folder.Write("model/other.verified.json", "{");

        var judgement = Judge.Compare(_store.EvidenceFor(new Measurement("model", [_set]), ["pack", "other"]), new JudgePolicy(), Scope.Received);

        judgement.Verdict.Should().Be(Verdict.Pass);
        judgement.Remarks.Should().ContainSingle().Which.Should().StartWith($"What was accepted of other could not be read. {path}:1: not valid JSON");
    }
}
