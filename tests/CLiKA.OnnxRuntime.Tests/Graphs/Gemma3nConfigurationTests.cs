using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Attention;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>config.json of Gemma 3n.</summary>
public sealed class Gemma3nConfigurationTests() : ConfigurationTest(SixLayers)
{
    private const string SixLayers = """
        {
          "model_type": "gemma3n_text", "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 6, "num_attention_heads": 4,
          "num_key_value_heads": 2, "head_dim": 8, "num_kv_shared_layers": 0
        }
        """;

    [Fact]
    public void Gemma_3n_has_the_defaults_of_its_class()
    {
        var configuration = SmallConfiguration.Read(Folder, """{ "model_type": "gemma3n_text" }""", "{}");

        (configuration.HiddenSize, configuration.IntermediateSize, configuration.Heads, configuration.KeyValueHeads).Should().Be((2048, 16_384, 8, 2));
        (configuration.Layers, configuration.CarryingLayers.Count(), configuration.MaximumPositions, configuration.TiedEmbeddings).Should().Be((35, 20, 32_768, true));
        var variant = configuration.Variant;
        var full = new LayerAttention(null, new(1_000_000, null));
        var sliding = new LayerAttention(512, new(10_000, null));
        variant.Layers.Select(layer => layer with { KeysOf = null }).Should().Equal(Enumerable.Range(1, 35).Select(layer => layer % 5 == 0 ? full : sliding));
        variant.Layers.Skip(20).Select(layer => layer.KeysOf).Should().Equal([.. Enumerable.Range(1, 15).Select(layer => layer % 5 == 0 ? 19 : 18)]);
        variant.GateSparsities.Should().Equal([.. Enumerable.Repeat(0.95, 10), .. Enumerable.Repeat(0.0, 25)]);
        variant.PerLayer.Should().Be(new PerLayerEmbeddings(262_144, 256, 16) { SharesFirst = true });
        variant.Alternating.Should().Be(new AlternatingUpdates(4, ScalesOutput: true));
        (variant.AugmentedRank, variant.LogitCap, variant.AttentionScale).Should().Be((64, 30.0, 1.0));
    }

    [Fact]
    public void A_small_model_has_no_sparse_layers_unless_it_lists_them() =>
        Read("{}").Variant.GateSparsities.Should().OnlyContain(share => share == 0);

    [Fact]
    public void Layers_may_have_feed_forward_blocks_of_different_widths() =>
        Read("""{ "intermediate_size": [48, 48, 96, 96, 64, 64] }""").Variant.IntermediateSizes.Should().Equal(48, 48, 96, 96, 64, 64);

    [Theory]
    [InlineData("\"hidden_activation\": \"silu\"", "'hidden_activation' is 'silu'; expected gelu_pytorch_tanh")]
    [InlineData("\"altup_active_idx\": 1", "'altup_active_idx' is 1; expected 0")]
    [InlineData("\"altup_num_inputs\": 1", "'altup_num_inputs' is 1; expected 2 to 64")]
    [InlineData("\"laurel_rank\": 0", "'laurel_rank' is 0; expected at least 1")]
    [InlineData("\"hidden_size_per_layer_input\": 0", "the embeddings by layer have 262144 tokens and the width 0; expected at least 1 tokens, and a width of at least 1")]
    [InlineData("\"activation_sparsity_pattern\": [0.5]", "'activation_sparsity_pattern' is wrong; expected a share of at least 0 and less than 1 for each layer")]
    [InlineData("\"activation_sparsity_pattern\": [0, 0, 0, 0, 0, 1]", "'activation_sparsity_pattern' is wrong; expected a share of at least 0 and less than 1 for each layer")]
    [InlineData("\"activation_sparsity_pattern\": 0.95", "'activation_sparsity_pattern' is 0.95; expected a list of numbers, one for each layer")]
    [InlineData("\"intermediate_size\": [48, 48]", "'intermediate_size' has 2 widths; expected one for all layers, or one for each of 6")]
    [InlineData("\"intermediate_size\": [48, 48, 48, 48, 48, 0]", "the widths of the layers' feed-forward blocks are wrong; expected one of at least 1 for each layer")]
    [InlineData("\"num_kv_shared_layers\": 3", "'num_kv_shared_layers' is 3; expected a layer of type full_attention before layer 3, whose keys and values layer 4 reads")]
    [InlineData("\"attn_logit_softcapping\": 50", "'attn_logit_softcapping' is 50; CLiKA does not know what that means")]
    public void What_the_graph_cannot_represent_is_refused(string property, string problem)
    {
        var read = () => Read($"{{ {property} }}");

        read.Should().Throw<InvalidInputException>().WithMessage($"{Folder["config.json"]}*{problem}*");
    }
}
