using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

public sealed class CheckpointExportTests : ExportTest
{
    private const string Llama3 = """
        {"attention_bias":true,"mlp_bias":true,"rope_theta":40,
         "rope_scaling":{"rope_type":"llama3","factor":8,"low_freq_factor":1,"high_freq_factor":4,"original_max_position_embeddings":64}}
        """;

    private const string Yarn = """
        {"rope_theta":40,"head_dim":16,"rope_scaling":{"rope_type":"yarn","factor":4,"original_max_position_embeddings":64}}
        """;

    private const string YarnOfALaterVersion = """
        {"rope_parameters":{"rope_type":"yarn","rope_theta":90,"factor":16,"original_max_position_embeddings":32,"beta_fast":8,"beta_slow":0.5,
         "truncate":false,"attention_factor":1.5}}
        """;

    [Theory]
    [InlineData("llama", "{}", "F32", 1)]
    [InlineData("llama", Llama3, "F32", 1)]
    [InlineData("llama", """{"tie_word_embeddings":true,"rope_scaling":{"type":"linear","factor":2}}""", "F16", 1)]
    [InlineData("mistral", """{"sliding_window":128,"head_dim":12}""", "BF16", 3)]
    [InlineData("qwen2", """{"use_sliding_window":false,"sliding_window":8}""", "BF16", 2)]
    [InlineData("qwen3", """{"head_dim":16,"num_attention_heads":4,"tie_word_embeddings":true,"attention_bias":false}""", "F32", 1)]
    [InlineData("qwen3", Yarn, "F32", 1)]
    [InlineData("qwen2", YarnOfALaterVersion, "F32", 1)]
    public void Logits_are_those_of_the_checkpoint(string architecture, string changes, string type, int parts)
    {
        var json = JsonNode.Parse(changes)!.AsObject();
        json["model_type"] = architecture;
        var weights = SmallCheckpoint.Write(Folder, json.ToJsonString(), type, parts);

        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        using var runner = new GraphRunner(Target["model.onnx"], configuration);
        int[] tokens = [.. DecoderGraphTests.Tokens(24, seed: 6)];
        var logits = runner.Run([tokens], [[0, 11, 23]]).Logits;
        var reference = new ReferenceLlama(configuration, weights).Logits(tokens);
        double[] expected = [.. reference[0], .. reference[11], .. reference[23]];
        expected.Max().Should().BeGreaterThan(1, "logits near zero would agree with anything");
        logits.Zip(expected, (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-3);
    }

    [Fact]
    public void An_export_that_is_cancelled_leaves_no_part_of_a_model()
    {
        SmallCheckpoint.Write(Folder);

        var export = () => CheckpointExport.Write(
            Folder.Path, Target["model"], WeightType.Float32, cancellationToken: new CancellationToken(canceled: true));

        export.Should().Throw<OperationCanceledException>();
        Directory.GetFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_sliding_window_limits_the_length_of_the_written_model()
    {
        SmallCheckpoint.Write(Folder, """{"model_type":"mistral","sliding_window":128}""");

        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float16);

        DecoderConfiguration.Read(Target["config.json"]).MaximumPositions.Should().Be(128);
    }

    [Fact]
    public void Weights_beside_the_graph_give_the_same_bits()
    {
        var configuration = SmallLlama.Grouped;
        var weights = SmallCheckpoint.Write(Folder);
        using var checkpoint = SafetensorsCheckpoint.Open(Folder.Path);
        DecoderGraph.Write(Target["whole.onnx"], configuration, weights, WeightType.Float16);
        DecoderGraph.Write(Target["model.onnx"], configuration, checkpoint, WeightType.Float16, largestFile: 10_000);

        File.Exists(Target["whole.onnx_data"]).Should().BeFalse();
        new FileInfo(Target["model.onnx_data"]).Length.Should().BeGreaterThan(new FileInfo(Target["model.onnx"]).Length);
        using var parted = new GraphRunner(Target["model.onnx"], configuration);
        using var whole = new GraphRunner(Target["whole.onnx"], configuration);
        int[] tokens = [.. DecoderGraphTests.Tokens(9, seed: 7)];
        parted.Run([tokens], [[8]]).Logits.Should().Equal(whole.Run([tokens], [[8]]).Logits);
    }

    // A process that is killed in between leaves weights that nothing refers to, and no graph without its weights.
    [Fact]
    public async Task The_file_of_weights_gets_its_name_before_the_graph_that_refers_to_it()
    {
        SmallCheckpoint.Write(Folder);
        using var checkpoint = SafetensorsCheckpoint.Open(Folder.Path);
        var names = new ConcurrentQueue<string>();
        using var both = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Target.Path);
        watcher.Renamed += (_, renamed) =>
        {
            names.Enqueue(renamed.Name!);
            both.Release();
        };
        watcher.EnableRaisingEvents = true;

        DecoderGraph.Write(Target["model.onnx"], SmallLlama.Grouped, checkpoint, WeightType.Float32, largestFile: 10_000);

        for (var name = 0; name < 2; name++)
        {
            (await both.WaitAsync(TimeSpan.FromMinutes(2))).Should().BeTrue();
        }

        names.Should().Equal("model.onnx_data", "model.onnx");
    }

    [Fact]
    public void Weights_outside_the_folder_are_not_read()
    {
        SmallCheckpoint.Write(Folder);
        var inner = Directory.CreateDirectory(Target["inner"]).FullName;
        CheckpointExport.Write(Folder.Path, inner, WeightType.Float32);
        using (var checkpoint = SafetensorsCheckpoint.Open(Folder.Path))
        {
            DecoderGraph.Write(Path.Combine(inner, "model.onnx"), SmallLlama.Grouped, checkpoint, WeightType.Float32, largestFile: 10_000);
        }

        File.Move(Path.Combine(inner, "model.onnx_data"), Target["model.onnx_d"]);
        var graph = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(inner, "model.onnx")));
        File.WriteAllBytes(
            Path.Combine(inner, "model.onnx"),
            Encoding.Latin1.GetBytes(graph.Replace("model.onnx_data", "../model.onnx_d", StringComparison.Ordinal)));

        var load = () => OnnxAnswerer.Load(inner, new() { Device = DeviceRequest.Cpu });

        load.Should().Throw<InvalidInputException>().WithMessage($"{inner}*model.onnx: *escapes model directory*");
    }

    [Theory]
    [InlineData("model.safetensors", null, "model.safetensors and model.safetensors.index.json are missing; expected one of them")]
    [InlineData("model.safetensors", "cut", "truncated: its data lie outside the file")]
    [InlineData("model.safetensors", "short", "its header is longer than the file")]
    [InlineData("model.safetensors", "{\"x\":", "model.safetensors*not valid JSON")]
    [InlineData("tokenizer.json", null, "tokenizer.json: no such file")]
    [InlineData("config.json", null, "config.json")]
    public void A_file_that_is_missing_or_damaged_is_named(string file, string? damage, string problem)
    {
        SmallCheckpoint.Write(Folder);
        Damage(Folder[file], damage);

        Exporting().Should().Throw<InvalidInputException>().WithMessage($"*{problem}*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    [Fact]
    public void Weights_that_are_Git_LFS_pointers_are_named()
    {
        SmallCheckpoint.Write(Folder);
        File.WriteAllText(Folder["model.safetensors"], "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

        Exporting().Should().Throw<InvalidInputException>().WithMessage($"{Folder["model.safetensors"]}: is a Git LFS pointer, *");
    }

    [Fact]
    public void A_folder_with_only_a_SentencePiece_tokenizer_is_an_error_that_explains_the_conversion()
    {
        SmallCheckpoint.Write(Folder);
        File.Move(Folder["tokenizer.json"], Folder["tokenizer.model"]);

        Exporting().Should().Throw<InvalidInputException>().WithMessage("*tokenizer.json: no such file*AutoTokenizer*save_pretrained*");
    }

    [Theory]
    [InlineData("""{"num_hidden_layers":3}""", "model.safetensors: 'model.layers.2.")]
    [InlineData("""{"intermediate_size":40}""", "has the shape [48, 32]; expected [40, 32] according to config.json")]
    [InlineData("""{"model_type":"qwen3"}""", "q_norm.weight'")]
    [InlineData("""{"model_type":"qwen2"}""", "q_proj.bias'")]
    public void A_config_that_does_not_fit_the_weights_is_refused_before_anything_is_written(string changes, string problem)
    {
        SmallCheckpoint.Write(Folder);
        var json = JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        File.WriteAllText(Folder["config.json"], json.ToJsonString());

        Exporting().Should().Throw<InvalidInputException>().WithMessage($"*{problem}*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("../elsewhere.safetensors", "is not the name of a file in this folder")]
    [InlineData(
        "model-00003-of-00002.safetensors",
        "index.json: 'model.layers.0.input_layernorm.weight' is in model-00003-of-00002.safetensors, which is missing; the download may be incomplete.")]
    [InlineData("model-00002-of-00002.safetensors", "but is not in it")]
    public void An_index_with_invalid_paths_is_refused(string file, string problem)
    {
        SmallCheckpoint.Write(Folder, parts: 2);
        var json = JsonNode.Parse(File.ReadAllText(Folder["model.safetensors.index.json"]))!;
        json["weight_map"]!["model.layers.0.input_layernorm.weight"] = file;
        File.WriteAllText(Folder["model.safetensors.index.json"], json.ToJsonString());

        Exporting().Should().Throw<InvalidInputException>().WithMessage($"*{problem}*");
    }

    [Fact]
    public void A_weight_outside_the_range_of_16_bits_is_named()
    {
        SmallCheckpoint.Write(Folder, type: "BF16");
        var bytes = File.ReadAllBytes(Folder["model.safetensors"]);
        bytes[^1] = 0x7F;
        bytes[^2] = 0x00;
        File.WriteAllBytes(Folder["model.safetensors"], bytes);

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float16);

        export.Should().Throw<InvalidInputException>().WithMessage("*'lm_head.weight' has the value *, which is outside the range of 16 bits*");
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_not_written_to()
    {
        SmallCheckpoint.Write(Folder);
        File.WriteAllText(Target["mine.txt"], "mine");

        Exporting().Should().Throw<InvalidInputException>().WithMessage("*is not empty*");
    }

    private static void Damage(string path, string? damage)
    {
        switch (damage)
        {
            case null:
                File.Delete(path);
                break;
            case "cut":
                File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
                break;
            case "short":
                File.WriteAllBytes(path, [1, 2, 3]);
                break;
            default:
                File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)damage.Length), .. Encoding.UTF8.GetBytes(damage)]);
                break;
        }
    }

    private Action Exporting() => () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
}
