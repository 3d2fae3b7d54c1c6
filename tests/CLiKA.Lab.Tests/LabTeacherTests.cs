using CLiKA.Answers;
using CLiKA.Lab.Teaching;
using CLiKA.Lab.Training;
using CLiKA.Languages;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Lab.Tests;

/// <summary>A tiny model is taught a world of eight places.</summary>
public sealed class LabTeacherTests : IDisposable
{
    private static readonly TeachingPlan LowRank = TeachingPlan.Known["micro"] with { Rank = 8, Alpha = 8, Dropout = 0.1, BatchSize = 8, Accumulation = 2 };
    private static readonly TeachingPlan Full = TeachingPlan.Known["micro-full"] with { Epochs = 60, BatchSize = 16 };

    private readonly LabPack _pack = new();
    private readonly TeachingSet _set;
    private readonly string _model;

    public LabTeacherTests()
    {
        _set = TeachingSetReader.Read(_pack.Islets, Language.Parse("de"));
        var recipe = LabPack.Recipe(worlds: true);
        _model = LabTrainer.Train(Recipes.Recipe.Parse("recipe", recipe), recipe, _pack.Probes, _pack.Worlds, _pack.Models, null, CancellationToken.None);
    }

    public void Dispose() => _pack.Dispose();

    [Fact]
    public async Task All_weights_learn_what_is_taught_and_become_a_checkpoint_that_can_be_exported()
    {
        var taught = Teach(Full, "full");
        var exported = Path.Combine(_pack.Root, "exported");
        CheckpointExport.Write(taught, exported, WeightType.Float32);

        using var model = OnnxAnswerer.Load(exported, new OnnxAnswererOptions { Device = DeviceRequest.Cpu });
        var asked = _set.PivotQuestions.Concat(_set.Questions.Where(question => question.Kind == FactKind.InBoth)).ToList();
        var said = await model.GenerateAsync(
            [.. asked.Select(question => TeachingPrompt.Text(question.Prompt))],
            new GenerationOptions(80) { Stops = ["\n"] },
            null,
            CancellationToken.None);

        said.Zip(asked).Should().OnlyContain(pair => pair.First.Trim() == pair.Second.Answer);
    }

    [Fact]
    public void Low_rank_updates_change_the_adapter_alone_and_both_of_its_files_hold_the_same()
    {
        var taught = Teach(LowRank, "lora");

        var peft = PeftFolder.Read(taught);
        var onnx = OnnxAdapterFile.Read(Path.Combine(taught, LabTeacher.AdapterFile));

        peft.Scaling.Should().Be(1);
        peft.Modules.Should().HaveCount(14, "two layers have seven projections each").And.OnlyContain(module => module.B.Any(value => value != 0));
        foreach (var (module, stored) in peft.Modules.OrderBy(module => module.Name, StringComparer.Ordinal)
            .Zip(onnx.Modules.OrderBy(module => module.Name, StringComparer.Ordinal)))
        {
            module.Name.Should().Be(stored.Name);
            module.A.Zip(stored.A).Should().OnlyContain(pair => (float)(Half)pair.First == pair.Second, "16 bits are stored");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_teaching_that_was_ended_goes_on_and_gives_the_same_bytes(bool lowRank)
    {
        var plan = lowRank ? LowRank : Full;
        var whole = Teach(plan, "whole");
        using var ended = new CancellationTokenSource();
        var steps = new List<int>();

        FluentActions.Invoking(() => Teach(plan, "parts", new EndsAfter(20, ended), ended.Token)).Should().Throw<OperationCanceledException>();
        var parts = Teach(plan, "parts", new Steps(steps));

        steps[0].Should().BeGreaterThan(20, "it went on where it was ended");
        Directory.GetFiles(parts).Select(Path.GetFileName).Should().BeEquivalentTo(Directory.GetFiles(whole).Select(Path.GetFileName));
        foreach (var file in Directory.GetFiles(whole))
        {
            File.ReadAllBytes(Path.Combine(parts, Path.GetFileName(file))).Should().Equal(File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void The_checkpoint_of_another_teaching_is_refused()
    {
        using var ended = new CancellationTokenSource();
        FluentActions.Invoking(() => Teach(LowRank, "out", new EndsAfter(20, ended), ended.Token)).Should().Throw<OperationCanceledException>();

        FluentActions.Invoking(() => Teach(LowRank with { Seed = 2 }, "out")).Should().Throw<InvalidInputException>()
            .Which.Message.Should().Contain("another teaching");
    }

    [Fact]
    public void A_result_is_never_overwritten_and_is_known_for_what_it_is()
    {
        var plan = LowRank with { Epochs = 1 };
        var request = new TeachingRequest(_model, _set, plan, Path.Combine(_pack.Root, "out"));
        LabTeacher.IsDone(request).Should().BeFalse();

        Teach(plan, "out");

        LabTeacher.IsDone(request).Should().BeTrue();
        FluentActions.Invoking(() => LabTeacher.IsDone(request with { Plan = LowRank })).Should().Throw<InvalidInputException>();
        FluentActions.Invoking(() => Teach(LowRank, "out")).Should().Throw<InvalidInputException>()
            .Which.Message.Should().Contain(Path.Combine(_pack.Root, "out"));
    }

    [Fact]
    public void Where_the_result_cannot_be_written_that_is_said_before_anything_is_taught()
    {
        File.WriteAllText(Path.Combine(_pack.Root, "out"), "a plain file");

        FluentActions.Invoking(() => Teach(LowRank, "out")).Should().Throw<InvalidInputException>().WithMessage($"{Path.Combine(_pack.Root, "out")}: cannot be created: *");
    }

    [Theory]
    [InlineData(0, 0.1, "q_proj", "rank is 0")]
    [InlineData(8, 1, "q_proj", "dropout is 1")]
    [InlineData(8, 0, "w_proj", "there is no projection 'w_proj'")]
    public void A_plan_that_makes_no_sense_is_refused(int rank, double dropout, string target, string reason) =>
        FluentActions.Invoking(() => Teach(LowRank with { Rank = rank, Dropout = dropout, Targets = [target] }, "out"))
            .Should().Throw<InvalidInputException>().Which.Message.Should().Contain(reason);

    [Fact]
    public void Answers_alone_are_learned_and_weigh_the_same_however_a_step_is_cut()
    {
        var one = Teach(LowRank with { Dropout = 0, BatchSize = 16, Accumulation = 1, Epochs = 1 }, "one");
        var four = Teach(LowRank with { Dropout = 0, BatchSize = 4, Accumulation = 4, Epochs = 1 }, "four");

        var pairs = PeftFolder.Read(one).Modules.Zip(PeftFolder.Read(four).Modules).SelectMany(pair => pair.First.B.Zip(pair.Second.B)).ToList();
        pairs.Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-3f);
    }

    private string Teach(
        TeachingPlan plan, string name, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var target = Path.Combine(_pack.Root, name);
        LabTeacher.Teach(new TeachingRequest(_model, _set, plan, target), progress, cancellationToken);
        return target;
    }

    private sealed class EndsAfter(int step, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step >= step)
            {
                source.Cancel();
            }
        }
    }

    private sealed class Steps(List<int> steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => steps.Add(value.Step);
    }
}
