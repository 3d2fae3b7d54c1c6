using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Tests.Configuration;

public sealed class AlignmentConfigurationTests
{
    private static readonly ModelEntry Model = new("m", "/models/m", "cpu", new Protocol(Scoring.Likelihood, new PromptWrapping("<", ">")));

    [Fact]
    public void A_candidate_takes_the_folder_and_nothing_else()
    {
        var candidate = Of(Model).WithCandidate("/elsewhere/new");

        candidate.Models.Should().Equal(Model with { Folder = Path.GetFullPath("/elsewhere/new"), StandsInFor = "/models/m" });
        candidate.Baselines.FolderOf("m").Should().Be(Path.Combine("/base", "m"));
    }

    [Fact]
    public void A_candidate_that_is_the_configured_folder_stands_in_for_nothing() =>
        Of(Model).WithCandidate("/models/m").Models.Should().Equal(Model);

    [Fact]
    public void An_adapter_for_a_candidate_leaves_the_configured_model_as_what_both_stand_in_for() =>
        Of(Model).WithCandidate("/elsewhere/new").WithAdapter("/adapters/new").Models[0].StandsInFor.Should().Be("/models/m");

    [Fact]
    public void An_adapter_takes_the_place_of_the_configured_one()
    {
        var candidate = Of(Model with { Adapter = "/adapters/old" }).WithAdapter("/adapters/new");

        candidate.Models.Should().Equal(Model with { Adapter = Path.GetFullPath("/adapters/new"), StandsInFor = "/adapters/old" });
    }

    [Theory]
    [InlineData("/new/de.onnx_adapter")]
    [InlineData("m=/new/de.onnx_adapter")]
    public void A_candidate_may_be_an_adapter_that_takes_the_place_of_the_configured_one(string candidate) =>
        Of(Model with { Adapter = "/adapters/de.onnx_adapter" }).WithCandidate(candidate).Models
            .Should().Equal(Model with { Adapter = Path.GetFullPath("/new/de.onnx_adapter"), StandsInFor = "/adapters/de.onnx_adapter" });

    [Fact]
    public void An_adapter_that_is_configured_already_stands_in_for_nothing()
    {
        var path = Path.GetFullPath("/adapters/de.onnx_adapter");

        Of(Model with { Adapter = path }).WithCandidate(path).Models.Should().Equal(Model with { Adapter = path });
    }

    // What another adapter retrieved would pass as the candidate's.
    [Fact]
    public void An_adapter_is_no_candidate_for_a_model_that_was_taught()
    {
        var taught = Model with { Taught = [new TaughtEntry("isles", Language.Parse("de"), ["/models/m/de"])] };

        foreach (var way in (Func<AlignmentConfiguration>[])[() => Of(taught).WithCandidate("/new/de.onnx_adapter"), () => Of(taught).WithAdapter("/new/de.onnx_adapter")])
        {
            way.Should().Throw<InvalidInputException>().WithMessage("clika.json: model 'm': it was 'taught', and its teachings say nothing of '*de.onnx_adapter', *");
        }
    }

    [Fact]
    public void A_candidate_may_be_an_adapter_as_PEFT_writes_it()
    {
        using var folder = new TestFolder();
        folder.Write("de/adapter_config.json", "{}");
        var adapter = Path.Combine(folder.Path, "de");

        Of(Model).WithCandidate("de", folder.Path).Models.Should().Equal(Model with { Adapter = adapter, StandsInFor = "/models/m alone" });

        folder.Write("de/config.json", "{}");
        Of(Model).WithCandidate("de", folder.Path).Models.Should().Equal(
            Model with { Folder = adapter, FolderAsGiven = $"'de' is relative to {folder.Path}, where it was typed", StandsInFor = "/models/m" });
    }

    [Theory]
    [InlineData("o")]
    [InlineData("M")]
    public void A_model_that_a_candidate_misspells_is_named(string name) =>
        FluentActions.Invoking(() => Of(Model, Model with { Name = "n" }).WithCandidate($"{name}=/new"))
            .Should().Throw<InvalidInputException>().WithMessage($"clika.json: has no model '{name}'; its models are m, n.");

    [Fact]
    public void A_folder_of_a_candidate_may_have_an_equals_sign()
    {
        using var folder = new TestFolder();
        folder.Write("lr=3/config.json", "{}");

        Of(Model).WithCandidate("lr=3", folder.Path).Models[0].Folder.Should().Be(Path.Combine(folder.Path, "lr=3"));
    }

    [Theory]
    [InlineData("m=lr=3", "/elsewhere/lr=3")]
    [InlineData("runs/m=3", "/elsewhere/runs/m=3")]
    public void Only_what_a_candidate_begins_with_names_its_model(string candidate, string folder) =>
        Of(Model).WithCandidate(candidate, "/elsewhere").Models[0].Folder.Should().Be(Path.GetFullPath(folder));

    [Fact]
    public void A_candidate_for_one_of_two_models_is_refused() =>
        FluentActions.Invoking(() => Of(Model, Model with { Name = "n" }).WithCandidate("/new"))
            .Should().Throw<InvalidInputException>().WithMessage("clika.json: has 2 models (m, n); expected NAME=FOLDER, which says in whose place the candidate is asked.");

    [Fact]
    public void One_model_alone_needs_no_name_before_its_candidate_and_is_never_taken_for_another()
    {
        var configuration = Of(Model with { Name = "n", Folder = "/models/n" }, Model);

        configuration.WithOnly("m").Models.Should().Equal(Model);
        configuration.WithOnly("m").WithCandidate("/new").Models[0].StandsInFor.Should().Be("/models/m");
        FluentActions.Invoking(() => configuration.WithOnly("o"))
            .Should().Throw<InvalidInputException>().WithMessage("clika.json: has no model 'o'; its models are n, m.");
    }

    [Fact]
    public void A_candidate_says_for_which_model_it_stands()
    {
        var candidate = Of(Model with { Name = "n" }, Model).WithCandidate("m=new", "/elsewhere");

        candidate.Models.Should().Equal(
            Model with { Folder = Path.GetFullPath("/elsewhere/new"), FolderAsGiven = "'new' is relative to /elsewhere, where it was typed", StandsInFor = "/models/m" });
    }

    [Theory]
    [InlineData("m=")]
    [InlineData(" ")]
    public void A_candidate_without_a_folder_is_refused(string candidate) =>
        FluentActions.Invoking(() => Of(Model).WithCandidate(candidate)).Should().Throw<InvalidInputException>()
            .WithMessage("clika.json: the candidate for 'm' is empty; expected a folder.");

    // Of what was taught too: a run that was asked to be strict would be green by accident.
    [Theory]
    [InlineData("strict", true)]
    [InlineData("significant", false)]
    public void A_gate_that_is_set_for_one_run_goes_for_all_three_levels(string gate, bool isStrict)
    {
        var configured = Of(Model) with
        {
            Gate = new JudgePolicy { Alpha = 0.01, Strict = !isStrict },
            ConductivityGate = new ConductivityPolicy(0.02) { Strict = !isStrict },
        };

        var set = configured.WithGate(gate);

        set.Gate.Should().Be(configured.Gate with { Strict = isStrict });
        set.ConductivityGate.Should().Be(configured.ConductivityGate with { Strict = isStrict });
    }

    [Fact]
    public void Another_folder_of_baselines_is_another_store() =>
        (Of(Model) with { BaselinesFolder = "/other" }).Baselines.Root.Should().Be("/other");

    private static AlignmentConfiguration Of(params ModelEntry[] models) =>
        new("clika.json", [.. models], [new ProbeSetEntry("s", "/s")], new JudgePolicy(), "/base", "/artifacts");
}
