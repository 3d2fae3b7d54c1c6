using System.Text.Json;
using CLiKA.Baselines;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

/// <summary>Acceptances that a process did not live to end.</summary>
public sealed class InterruptedAcceptanceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BaselineStore _store;
    private readonly ProbeSetMeasurement _set = Packs.Measurement(("en", "1101"), ("de", "1001")).ProbeSets[0];

    public InterruptedAcceptanceTests()
    {
        _store = new BaselineStore(_folder.Path);
        _store.Accept("model", new AcceptedBaseline(_set));
    }

    public void Dispose() => _folder.Dispose();

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
        FluentActions.Invoking(Accept).Should().Throw<InvalidInputException>().WithMessage($"{obstacle}: *");
        Directory.Delete(obstacle);

        foreach (var reading in (Func<object?>[])[() => _store.ReadAccepted("model", ["pack"]), () => BaselineStore.Read(_store.FolderOf("model"))])
        {
            reading.Should().Throw<InvalidInputException>().WithMessage(
                $"{_store.FolderOf("model")}*pack.accepting.json: accepting pack was interrupted. Complete it with 'clika accept', *");
        }

        _store.ReadAccepted("model", ["other"]).Should().BeEmpty();
        _store.FindOrphans([("model", "other")]).Should().Contain(Path.Combine("model", "pack.accepting.json"));
        _store.FindOrphans([("model", "pack")]).Should().BeEmpty();
        _store.Complete("model", ["other"]).Should().BeEmpty("who accepts another set has not said that this one is to be accepted");
        _store.Complete("model", ["pack"]).Should().Equal("pack");
        var completed = Directory.GetFiles(_store.FolderOf("model")).ToDictionary(path => path, File.ReadAllText);
        Accept();
        Directory.GetFiles(_store.FolderOf("model")).ToDictionary(path => path, File.ReadAllText).Should().Equal(completed).And.HaveCount(6);
        _store.Complete("model", ["pack"]).Should().BeEmpty();
    }

    [Fact]
    public void What_an_interrupted_acceptance_was_to_remove_is_removed()
    {
        var (reference, text) = (_folder.Write("model/pack.reference.verified.json", "{}"), BaselineText.Of("model", _set).Metrics);
        _folder.Write(
            "model/pack.accepting.json",
            JsonSerializer.Serialize(new Dictionary<string, string?>
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

    private void Accept() => _store.Accept("model", KeptReleases.After(_set));
}
