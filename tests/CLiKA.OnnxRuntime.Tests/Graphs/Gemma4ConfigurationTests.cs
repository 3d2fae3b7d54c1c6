using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>config.json of Gemma 4.</summary>
public sealed class Gemma4ConfigurationTests : IDisposable
{
    private const string Sizes = """
        {
          "model_type": "gemma4_text", "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 6, "num_attention_heads": 4,
          "num_key_value_heads": 2, "head_dim": 8, "hidden_size_per_layer_input": 0
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The class has the defaults of no published model.
    [Fact]
    public void Gemma_4_has_the_defaults_of_its_class()
    {
        var configuration = Read("""{ "model_type": "gemma4_text", "num_hidden_layers": 12 }""", "{}");

        (configuration.HiddenSize, configuration.IntermediateSize, configuration.Heads, configuration.KeyValueHeads).Should().Be((2304, 9216, 8, 4));
        (configuration.MaximumPositions, configuration.CarryingLayers.Count(), configuration.TiedEmbeddings).Should().Be((131_072, 12, true));
        var full = new LayerAttention(null, new(1_000_000, new ProportionalScaling(0.25, 1))) { HeadSize = 512 };
        var sliding = new LayerAttention(512, new(10_000, null));
        configuration.Variant.Layers.Should().Equal(Enumerable.Range(1, 12).Select(layer => layer % 6 == 0 ? full : sliding));
        configuration.Variant.PerLayer.Should().Be(new PerLayerEmbeddings(262_144, 256, 16));
        (configuration.Variant.Experts, configuration.Variant.LogitCap, configuration.Variant.AttentionScale).Should().Be((null, null, 1.0));
    }

    [Fact]
    public void Keys_are_those_of_the_last_layer_of_the_same_type_that_computes_its_own()
    {
        var configuration = Read(Sizes, """
            {
              "num_kv_shared_layers": 3, "use_double_wide_mlp": true, "sliding_window": 4,
              "layer_types": [
                "sliding_attention", "full_attention", "sliding_attention", "full_attention", "sliding_attention", "sliding_attention"
              ]
            }
            """);

        configuration.Variant.Layers.Select(layer => layer.KeysOf).Should().Equal(null, null, null, 1, 2, 1);
        configuration.Variant.Layers[^1].Window.Should().BeNull("the class makes the last layer see all");
        configuration.Variant.IntermediateSizes.Should().Equal(48, 48, 48, 96, 96, 96);
    }

    [Fact]
    public void Keys_are_values_only_where_a_layer_sees_all()
    {
        var configuration = Read(Sizes, """{ "attention_k_eq_v": true, "num_global_key_value_heads": 1, "global_head_dim": 16 }""");

        configuration.Variant.Layers.Select(layer => (layer.ValuesAreKeys, layer.HeadSize, layer.KeyValueHeads)).Should().Equal(
            [.. Enumerable.Repeat((false, (int?)null, (int?)null), 5), (true, 16, 1)]);
        Read(Sizes, """{ "num_global_key_value_heads": 1 }""").Variant.Layers[^1].KeyValueHeads.Should().BeNull("the class reads it only beside attention_k_eq_v");
    }

    // Version 5.17 saves the two properties so, and without their own names.
    [Theory]
    [InlineData("""{ "head_dim": 16, "num_key_value_heads": 1 }""", 16, 1)]
    [InlineData("""{ "head_dim": 16 }""", 16, null)]
    [InlineData("""{ "num_key_value_heads": 1 }""", 8, 1)]
    public void A_file_may_say_of_each_layer_that_sees_all_what_it_has_for_itself(string layer, int headSize, int? keyValueHeads)
    {
        var configuration = Read(Sizes, $$"""{ "num_hidden_layers": 12, "attention_k_eq_v": true, "per_layer_config": { "05": {{layer}}, "11": {{layer}} } }""");

        configuration.Variant.Layers.Select(own => (own.HeadSize, own.KeyValueHeads)).Should().Equal(
            Enumerable.Range(0, 12).Select(index => index is 5 or 11 ? (headSize, keyValueHeads) : ((int?)null, (int?)null)));
    }

    [Fact]
    public void Layers_that_see_all_are_alike()
    {
        var read = () => Read(Sizes, """{ "num_hidden_layers": 12, "per_layer_config": { "05": { "head_dim": 16 }, "11": { "head_dim": 32 } } }""");

        read.Should().Throw<InvalidInputException>().WithMessage("*'per_layer_config' differs between layers; expected the same for all of type full_attention*");
    }

    [Theory]
    [InlineData("\"use_bidirectional_attention\": \"all\"", "'use_bidirectional_attention' is 'all'; expected vision")]
    [InlineData("\"hidden_activation\": \"silu\"", "'hidden_activation' is 'silu'; expected gelu_pytorch_tanh")]
    [InlineData("\"num_kv_shared_layers\": 6", "'num_kv_shared_layers' is 6; expected at least 0, and fewer than 6 layers")]
    [InlineData("\"num_kv_shared_layers\": 1", "'num_kv_shared_layers' is 1; expected a layer of type full_attention before layer 5, whose keys and values layer 5 reads")]
    [InlineData("\"global_head_dim\": 15", "the size of a layer's heads is odd")]
    [InlineData("\"global_head_dim\": 0", "the size of a layer's heads is 0; expected 1 to 4096")]
    [InlineData("\"attention_k_eq_v\": true, \"num_global_key_value_heads\": 3", "a layer has 3 heads of keys and values; expected a divisor of the number of heads, 4")]
    [InlineData("\"hidden_size_per_layer_input\": 8, \"vocab_size_per_layer_input\": 100", "the embeddings by layer have 100 tokens and the width 8; expected at least 262144 tokens")]
    [InlineData("\"enable_moe_block\": true", "'num_experts' is missing")]
    [InlineData("\"rope_parameters\": { \"full_attention\": { \"rope_type\": \"default\", \"rope_theta\": 9 } }", "'sliding_attention' of 'rope_parameters' is missing")]
    [InlineData("\"per_layer_config\": { \"0\": { \"head_dim\": 16 } }", "'per_layer_config' names the layers 0; expected those of type full_attention: 5")]
    [InlineData("\"per_layer_config\": { \"last\": { \"head_dim\": 16 } }", "'per_layer_config' names the layers last; expected those of type full_attention: 5")]
    [InlineData("\"per_layer_config\": { \"05\": { \"window\": 16 } }", "unknown property 'window'; expected head_dim, num_key_value_heads")]
    [InlineData("\"per_layer_config\": { \"5\": { \"head_dim\": 0 } }", "the size of a layer's heads is 0")]
    public void What_the_graph_cannot_represent_is_refused(string property, string problem)
    {
        var read = () => Read(Sizes, $"{{ {property} }}");

        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["config.json"]}*{problem}*");
    }

    [Theory]
    [InlineData("0", "'partial_rotary_factor' of the rotary scaling is 0; expected more than 0, and at most 1")]
    [InlineData("0.5, \"factor\": 0.5", "'factor' of the rotary scaling is 0.5; expected at least 1")]
    [InlineData("0.5, \"beta_fast\": 8", "'beta_fast' is 8; CLiKA does not know this property of a rotary embedding of type proportional")]
    public void A_proportional_rotation_is_checked(string part, string problem)
    {
        var rope = $$$"""{ "rope_type": "proportional", "rope_theta": 100, "partial_rotary_factor": {{{part}}} }""";

        var read = () => Read(Sizes, $$$"""{ "rope_parameters": { "full_attention": {{{rope}}}, "sliding_attention": { "rope_theta": 9 } } }""");

        read.Should().Throw<InvalidInputException>().WithMessage($"*{problem}*");
    }

    private DecoderConfiguration Read(string sizes, string properties)
    {
        var (json, more) = (JsonNode.Parse(sizes)!.AsObject(), JsonNode.Parse(properties)!.AsObject());
        foreach (var (name, value) in more)
        {
            json[name] = value?.DeepClone();
        }

        File.WriteAllText(_folder["config.json"], json.ToJsonString());
        return DecoderConfiguration.Read(_folder["config.json"]);
    }
}
