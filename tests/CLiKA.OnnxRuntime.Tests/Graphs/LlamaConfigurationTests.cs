using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

public sealed class LlamaConfigurationTests : IDisposable
{
    // With a base of 1, all pairs have the same frequency, so YaRN has no pair to begin at.
    private const string YarnWithoutTurns = """{"rope_type":"yarn","rope_theta":1,"factor":4,"original_max_position_embeddings":1024}""";

    private static readonly string[] Omissible =
        ["num_key_value_heads", "head_dim", "rms_norm_eps", "rope_theta", "bos_token_id", "tie_word_embeddings"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_configuration_is_read_back()
    {
        var configuration = SmallLlama.Tied with { BeginningOfSequenceToken = 7, RopeTheta = 500_000 };
        configuration.Write(_folder["config.json"]);
        DecoderConfiguration.Read(_folder["config.json"]).Should().Be(configuration);
    }

    [Fact]
    public void Only_a_plain_Llama_is_written()
    {
        DecoderConfiguration[] others =
        [
            SmallLlama.Grouped with { QueryKeyValueBias = true },
            SmallLlama.Grouped with { OutputBias = true },
            SmallLlama.Grouped with { FeedForwardBias = true },
            SmallLlama.Grouped with { QueryKeyNorm = QueryKeyNorm.Shared },
            SmallLlama.Grouped with { RopeScaling = new LinearScaling(2) },
            SmallLlama.Grouped with { Variant = new() { LogitScale = 2 } },
        ];
        foreach (var other in others)
        {
            var write = () => other.Write(_folder["config.json"]);
            write.Should().Throw<InvalidOperationException>().WithMessage("Only the configuration of a plain Llama can be written*");
        }

        File.Exists(_folder["config.json"]).Should().BeFalse();
    }

    [Fact]
    public void Missing_properties_have_the_defaults_of_HuggingFaces_class()
    {
        var json = Written();
        foreach (var name in Omissible)
        {
            json.Remove(name);
        }

        Read(json).Should().Be(SmallLlama.Grouped with
        {
            KeyValueHeads = 4,
            HeadSize = 8,
            RopeTheta = 10_000,
            NormEpsilon = 1e-6,
            BeginningOfSequenceToken = 1,
            TiedEmbeddings = false,
        });
    }

    // Qwen's classes have a window only where use_sliding_window is true, and then after their first 28 layers; Mistral's always has one.
    [Theory]
    [InlineData("mistral", "{}", 8, 4, 4096)]
    [InlineData("mistral", """{"sliding_window":null}""", 8, 4, 9999)]
    [InlineData("mistral", """{"sliding_window":100,"use_sliding_window":false}""", 8, 4, 100)]
    [InlineData("qwen2", """{"sliding_window":100}""", 32, 4, 9999)]
    [InlineData("qwen2", """{"sliding_window":100,"use_sliding_window":true}""", 32, 4, 9999)]
    [InlineData("qwen2", """{"sliding_window":100,"use_sliding_window":true,"max_window_layers":1}""", 32, 4, 100)]
    [InlineData("qwen2", """{"use_sliding_window":true,"max_window_layers":1}""", 32, 4, 4096)]
    [InlineData("qwen3", """{"sliding_window":100}""", 32, 128, 9999)]
    [InlineData("qwen3", """{"sliding_window":100,"use_sliding_window":null}""", 32, 128, 9999)]
    [InlineData("qwen3", """{"use_sliding_window":true,"sliding_window":100,"layer_types":["full_attention","sliding_attention"]}""", 32, 128, 100)]
    [InlineData("qwen3", """{"use_sliding_window":true,"max_window_layers":1,"layer_types":["full_attention","full_attention"]}""", 32, 128, 9999)]
    public void Mistral_and_Qwen_have_the_defaults_of_their_classes(
        string type, string changes, int keyValueHeads, int headSize, int positions)
    {
        var json = Written();
        foreach (var name in Omissible)
        {
            json.Remove(name);
        }

        (json["model_type"], json["num_attention_heads"], json["hidden_size"], json["max_position_embeddings"]) = (type, 32, 128, 9999);
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        var configuration = Read(json);

        (configuration.KeyValueHeads, configuration.HeadSize, configuration.MaximumPositions, configuration.NormEpsilon)
            .Should().Be((keyValueHeads, headSize, positions, 1e-6));
        configuration.BeginningOfSequenceToken.Should().Be(type == "mistral" ? 1 : null);
    }

    [Fact]
    public void A_rotation_without_a_type_is_not_scaled()
    {
        var json = Written();
        json["rope_parameters"] = JsonNode.Parse("""{"rope_theta":500000}""");

        Read(json).Should().Be(SmallLlama.Grouped with { RopeTheta = 500_000 });
    }

    [Theory]
    [InlineData("""{ "mscale": 1 }""", 1.13862943611)]
    [InlineData("""{ "mscale": 1, "mscale_all_dim": 0 }""", 1.13862943611)]
    [InlineData("""{ "mscale": 1.0, "mscale_all_dim": 0.5 }""", 1.06482162537)]
    [InlineData("""{ "mscale": 0.707, "mscale_all_dim": 0.707 }""", 1)]
    [InlineData("""{ "mscale": 1, "mscale_all_dim": 0.5, "attention_factor": 1.5 }""", 1.5)]
    public void Yarn_multiplies_rotated_values_by_the_ratio_of_its_two_scales(string scales, double magnitude)
    {
        var rope = JsonNode.Parse(scales)!.AsObject();
        (rope["type"], rope["factor"], rope["original_max_position_embeddings"]) = ("yarn", 4, 64);
        var json = Written();
        json["rope_scaling"] = rope;

        Read(json).RopeScaling!.Magnitude.Should().BeApproximately(magnitude, 1e-10);
    }

    [Theory]
    [InlineData("model_type", "\"persimmon\"", "'model_type' is 'persimmon'")]
    [InlineData("hidden_act", "\"gelu\"", "'hidden_act' is 'gelu'")]
    [InlineData("quantization_config", "{}", "'quant_method' is missing")]
    [InlineData("partial_rotary_factor", "0.5", "'partial_rotary_factor' is 0.5")]
    [InlineData("tie_word_embeddings", "1", "'tie_word_embeddings' is Number")]
    [InlineData("rope_scaling", """{"rope_type":"llama3","factor":8}""", "'original_max_position_embeddings' of 'rope_scaling' is missing")]
    [InlineData("rope_scaling", """{"type":"linear","factor":0.5}""", "the 'factor' of the rotary scaling is 0.5; expected at least 1")]
    [InlineData("rope_scaling", """{"type":"dynamic","factor":2,"alpha":3}""", "'rope_scaling' is of type 'dynamic'")]
    [InlineData("rope_scaling", """{"type":"dynamic","factor":2,"beta_fast":8}""", "'beta_fast' is 8; CLiKA does not know this property of a rotary embedding of type dynamic")]
    [InlineData("rope_parameters", """{"rope_type":"longrope"}""", "'rope_parameters' is of type 'longrope'")]
    [InlineData("rope_parameters", """{"rope_type":"yarn"}""", "'factor' of 'rope_parameters' is missing")]
    [InlineData("rope_parameters", """{"rope_theta":500000,"factor":8}""", "'rope_type' of 'rope_parameters' is missing")]
    [InlineData("rope_scaling", """{"type":"yarn","factor":4}""", "'original_max_position_embeddings' of 'rope_scaling' is missing")]
    [InlineData("rope_scaling", """{"type":"yarn","factor":0.5,"original_max_position_embeddings":64}""", "a factor and a length of at least 1")]
    [InlineData("rope_scaling", """{"type":"yarn","factor":4,"original_max_position_embeddings":64,"beta_slow":40}""", "'beta_fast' of at least 'beta_slow'")]
    [InlineData("rope_theta", "0", "the base of the rotary embedding is 0; expected a finite number above 0")]
    [InlineData("rope_theta", "-10000", "the base of the rotary embedding is -10000")]
    [InlineData("rope_scaling", """{"type":"yarn","factor":4,"original_max_position_embeddings":64,"attention_factor":1e300}""", "not finite numbers")]
    [InlineData("rope_parameters", YarnWithoutTurns, "the rotary embedding with base 1 has angles")]
    [InlineData("rope_scaling", """{"type":"linear","factor":0}""", "the 'factor' of the rotary scaling is 0; expected at least 1")]
    [InlineData("rms_norm_eps", "-1e-5", "the epsilon of normalizations is -1E-05; expected a finite number of at least 0")]
    [InlineData("rms_norm_eps", "1e300", "the epsilon of normalizations is 1E+300")]
    [InlineData("num_key_value_heads", "3", "'num_key_value_heads' is 3; expected a divisor of the number of heads, 4")]
    [InlineData("head_dim", "7", "'head_dim' is 7; expected an even number")]
    [InlineData("num_hidden_layers", "0", "'num_hidden_layers' is 0; expected at least 1 and at most 512")]
    [InlineData("num_hidden_layers", "2000000000", "'num_hidden_layers' is 2000000000; expected at least 1 and at most 512")]
    [InlineData("head_dim", "1073741826", "'head_dim' is 1073741826; expected at least 1 and at most 4096")]
    [InlineData("max_position_embeddings", "2147483647", "'max_position_embeddings' is 2147483647; expected at least 1 and at most 67108864")]
    [InlineData("vocab_size", null, "'vocab_size' is")]
    public void An_unsupported_configuration_is_refused(string name, string? value, string problem)
    {
        var json = Written();
        json[name] = value is null ? null : JsonNode.Parse(value);
        var read = () => Read(json);
        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["config.json"]}:*{problem}*");
    }

    [Fact]
    public void The_writer_refuses_a_contradictory_configuration()
    {
        var configuration = SmallLlama.Grouped with { KeyValueHeads = 3 };
        var write = () => DecoderGraph.Write(_folder["model.onnx"], configuration, SmallLlama.Weights(configuration), WeightType.Float32);
        write.Should().Throw<ArgumentException>().WithMessage("*'num_key_value_heads' is 3; expected a divisor of the number of heads, 4*");
    }

    private JsonObject Written()
    {
        SmallLlama.Grouped.Write(_folder["config.json"]);
        return JsonNode.Parse(File.ReadAllText(_folder["config.json"]))!.AsObject();
    }

    private DecoderConfiguration Read(JsonObject json)
    {
        File.WriteAllText(_folder["config.json"], json.ToJsonString());
        return DecoderConfiguration.Read(_folder["config.json"]);
    }
}
