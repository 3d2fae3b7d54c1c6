using CLiKA.Onnx.Adapters;

namespace CLiKA.Cli.Tests;

public sealed class ExportCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_checkpoint_becomes_the_model_folder_that_it_was_before()
    {
        Checkpoints.WriteEmbedded(_cli, "hf");

        var result = await _cli.RunAsync(["export", "hf", "--out", "model", "--dtype", "f16", "--lora", string.Join(',', LoraProjections.All)]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("model: 3 layers, width 96, vocabulary 12288, up to 256 tokens.");
        foreach (var file in (string[])["model.onnx", "tokenizer.json"])
        {
            File.ReadAllBytes(_cli.PathOf($"model/{file}")).Should().Equal(File.ReadAllBytes(Path.Combine(Checkpoints.Embedded, file)));
        }

        File.ReadAllText(_cli.PathOf("model/SHA256SUMS")).Should().ContainAll("model.onnx", "tokenizer.json", "config.json");
    }

    [Fact]
    public async Task Projections_are_rounded_where_that_is_asked_for()
    {
        Checkpoints.WriteEmbedded(_cli, "hf");

        var whole = await _cli.RunAsync(["export", "hf", "--out", "whole"]);
        var result = await _cli.RunAsync(["export", "hf", "--out", "model", "--quantize", "int4", "--activations", "int8"]);

        whole.Output.Should().NotContain("Quantized");
        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain(
            "Quantized: projections rounded to the nearest of 16 numbers, 4 bits, in blocks of 32; activations that go into them are rounded to 8 bits.");
        new FileInfo(_cli.PathOf("model/model.onnx")).Length.Should().BeLessThan(new FileInfo(_cli.PathOf("whole/model.onnx")).Length);
    }

    [Fact]
    public async Task Inputs_are_not_rounded_without_quantized_matrices()
    {
        Checkpoints.WriteEmbedded(_cli, "hf");

        var result = await _cli.RunAsync(["export", "hf", "--out", "model", "--activations", "int8"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("config.json: the weights are not quantized");
        Directory.Exists(_cli.PathOf("model")).Should().BeFalse();
    }

    [Theory]
    [InlineData("Qwen/Qwen3-0.6B", "Qwen/Qwen3-0.6B: no such folder; expected the folder of a HuggingFace checkpoint. Nothing is downloaded: get a model of the hub with 'hf download' first.")]
    [InlineData("hf/config.json", "hf/config.json: is a file; expected the folder of a HuggingFace checkpoint.")]
    public async Task A_source_that_is_no_folder_is_named(string source, string error)
    {
        Checkpoints.WriteEmbedded(_cli, "hf");

        var result = await _cli.RunAsync(["export", source, "--out", "model"]);

        result.ExitCode.Should().Be(2);
        result.Errors.TrimEnd().Should().Be(error);
    }

    [Fact]
    public async Task A_property_that_is_not_known_is_named_and_can_be_ignored()
    {
        Checkpoints.WriteEmbedded(_cli, "hf");
        var path = _cli.PathOf("hf/config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"head_dim\"", "\"mup_scale\": 2,\n  \"run\": \"a\",\n  \"head_dim\"", StringComparison.Ordinal));

        var refused = await _cli.RunAsync(["export", "hf", "--out", "model"]);
        var exported = await _cli.RunAsync(["export", "hf", "--out", "model", "--ignore", "run,mup_scale"]);

        refused.ExitCode.Should().Be(2);
        refused.Errors.Should().Contain("'mup_scale' is 2, 'run' is \"a\"; CLiKA does not know what that means for a model of type llama.")
            .And.Contain("--ignore mup_scale,run");
        exported.ExitCode.Should().Be(0, exported.Errors);
    }

    [Fact]
    public async Task A_tokenizer_that_is_not_supported_is_found_before_anything_is_written()
    {
        Checkpoints.WriteEmbedded(_cli, "hf");
        _cli.Write("hf/tokenizer.json", """{"model":{"type":"Nonsense","vocab":{}}}""");

        var result = await _cli.RunAsync(["export", "hf", "--out", "model"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("tokenizer.json: a model of type 'Nonsense' is not supported");
        Directory.Exists(_cli.PathOf("model")).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var result = await _cli.RunAsync(["export", "nowhere", "--out", "model"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("nowhere: no such folder");
    }
}
