using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>A model's identity depends on what determines its answers, and on nothing else.</summary>
public sealed class IdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public IdentityTests() => SmallModel.Write(_folder, SmallLlama.Grouped with { HeadSize = 16 });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_copy_of_a_model_is_the_same_model()
    {
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            File.Copy(file, copy[Path.GetFileName(file)]);
        }

        Identity(copy.Path).Should().Be(Identity(_folder.Path));
    }

    [Fact]
    public void Runtime_and_device_are_named()
    {
        var identity = Identity(_folder.Path);

        identity.Runtime.Should().MatchRegex(
            @"^ONNX Runtime \d+\.\d+\.\d+, CLiKA [0-9a-f]{16}, \.NET \d+\.\d+\.\d+, [a-z0-9.-]+; shared prefix computed once, prompts in batches$");
        identity.DeviceClass.Should().Be("cpu");
        identity.Model.Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Theory]
    [InlineData("tokenizer.json")]
    [InlineData("config.json")]
    [InlineData("generation_config.json")]
    public void Another_file_is_another_model(string name)
    {
        var before = Identity(_folder.Path);
        var text = File.Exists(_folder[name]) ? File.ReadAllText(_folder[name]) : "{}";

        File.WriteAllText(_folder[name], text + "\n");

        Identity(_folder.Path).Model.Should().NotBe(before.Model);
    }

    [Fact]
    public void Other_weights_are_another_model()
    {
        var before = Identity(_folder.Path);
        var configuration = SmallLlama.Grouped with { HeadSize = 16 };
        var weights = SmallLlama.Weights(configuration);

        SmallModel.Write(_folder, configuration, name => [.. weights(name).Select(weight => weight + 1e-3f)]);

        Identity(_folder.Path).Model.Should().NotBe(before.Model);
    }

    [Fact]
    public void An_adapter_and_its_contents_make_another_model()
    {
        var configuration = SmallLlama.Grouped with { HeadSize = 16 };
        DecoderGraph.Write(
            _folder["model.onnx"], configuration, SmallLlama.Weights(configuration), WeightType.Float32, [.. LoraProjections.Usual]);
        using var model = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu });
        var alone = model.Identity;
        var adapter = SmallAdapter.Of(configuration);
        OnnxAdapterFile.Write(_folder["one.onnx_adapter"], adapter, WeightType.Float32);
        OnnxAdapterFile.Write(_folder["two.onnx_adapter"], adapter with { Alpha = adapter.Alpha * 2 }, WeightType.Float32);
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.Copy(_folder["one.onnx_adapter"], _folder["elsewhere/one.onnx_adapter"]);

        var (one, two, moved) = (With("one.onnx_adapter"), With("two.onnx_adapter"), With("elsewhere/one.onnx_adapter"));

        new[] { alone, one, two }.Should().OnlyHaveUniqueItems();
        moved.Should().Be(one);

        AnswererIdentity With(string name)
        {
            using var taught = model.OpenTaught(_folder[name]);
            return taught.Identity!;
        }
    }

    [Fact]
    public void A_model_that_was_replaced_while_it_is_loaded_has_no_identity()
    {
        using var model = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu });
        var bytes = File.ReadAllBytes(_folder["model.onnx"]);
        bytes[^1] ^= 1;

        File.WriteAllBytes(_folder["model.onnx"], bytes);

        model.Invoking(loaded => loaded.Identity).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx"]}: was changed since the model was loaded; run again.");
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("tokenizer.json")]
    public async Task A_model_that_was_replaced_after_the_first_questions_answers_no_more(string file)
    {
        using var model = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu });
        _ = model.Identity;
        (await model.AnswerAsync(ExportedGraphTests.Prompts, Scoring.Likelihood, null, CancellationToken.None)).Should().NotBeEmpty();

        File.SetLastWriteTimeUtc(_folder[file], DateTime.UtcNow.AddSeconds(2));

        foreach (var asking in (Func<Task>[])
        [
            () => model.AnswerAsync(ExportedGraphTests.Prompts, Scoring.Likelihood, null, CancellationToken.None),
            () => model.GenerateAsync(["Text"], new(4), null, CancellationToken.None),
        ])
        {
            await asking.Should().ThrowAsync<InvalidInputException>()
                .WithMessage($"{_folder[file]}: was changed since the model was loaded; run again.");
        }
    }

    // A graph names the files of its weights, which may be in subfolders.
    [Theory]
    [InlineData("weights.bin", true)]
    [InlineData("at-the-seam.bin", true)]
    [InlineData("other.bin", false)]
    public void Files_below_that_the_graph_names_are_part_of_the_model(string name, bool isPart)
    {
        Directory.CreateDirectory(_folder["parts/below"]);
        File.WriteAllText(_folder[$"parts/below/{name}"], "1");
        var seam = new string(' ', (1 << 20) - "weights.bin at-".Length);
        File.WriteAllText(_folder["graph.onnx"], $"weights.bin{seam}at-the-seam.bin{new string(' ', 3 << 20)}");
        var before = Files().Hash;

        File.WriteAllText(_folder[$"parts/below/{name}"], "2");

        (Files().Hash != before).Should().Be(isPart);

        ModelFiles Files() => ModelFiles.In(_folder.Path).With(_folder.Path, _folder["graph.onnx"]);
    }

    private static AnswererIdentity Identity(string folder)
    {
        using var model = OnnxAnswerer.Load(folder, new() { Device = DeviceRequest.Cpu });
        return model.Identity;
    }
}
