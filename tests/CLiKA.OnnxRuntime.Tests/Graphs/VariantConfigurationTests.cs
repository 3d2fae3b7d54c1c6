using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>config.json of decoders that differ from Llama by more than biases.</summary>
public sealed class VariantConfigurationTests : IDisposable
{
    private const string Sizes = """
        {
          "vocab_size": 320, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 8, "num_attention_heads": 4,
          "max_position_embeddings": 256
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_Cohere_2_every_fourth_layer_sees_all_and_does_not_turn()
    {
        var configuration = Read("""{ "model_type": "cohere2", "rope_theta": 50000, "sliding_window": 100 }""");

        var sliding = new LayerAttention(100, new(50_000, null));
        var full = new LayerAttention(null, null);
        configuration.Variant.Layers.Should().Equal(sliding, sliding, sliding, full, sliding, sliding, sliding, full);
        configuration.RmsNormEpsilon.Should().Be(1e-5);
        configuration.TiedEmbeddings.Should().BeTrue();
        configuration.Variant.LogitScale.Should().Be(0.0625);
    }

    [Fact]
    public void Of_SmolLM3_every_fourth_layer_does_not_turn()
    {
        var configuration = Read("""{ "model_type": "smollm3" }""");

        configuration.Variant.Layers.Select(layer => layer.Rotation?.Theta).Should().Equal(
            2_000_000, 2_000_000, 2_000_000, null, 2_000_000, 2_000_000, 2_000_000, null);
        configuration.TiedEmbeddings.Should().BeTrue();
    }

    [Fact]
    public void Of_Phi_3_a_rotation_for_long_texts_is_read_for_those_of_the_first_training()
    {
        var configuration = Read("""
            {
              "model_type": "phi3", "max_position_embeddings": 4096, "original_max_position_embeddings": 64, "sliding_window": 64,
              "rope_scaling": { "type": "longrope", "short_factor": [1, 1, 2, 2], "long_factor": [4, 4, 4, 4] }
            }
            """);

        configuration.MaximumPositions.Should().Be(64);
        configuration.Variant.Layers.Should().BeEmpty("a window that holds the longest text is none");
        configuration.RopeScaling.Should().BeOfType<LongScaling>().Which.Factors.Should().Equal(1, 1, 2, 2);
        configuration.RopeScaling!.Magnitude.Should().BeApproximately(Math.Sqrt(2), 1e-12);
    }

    [Fact]
    public void Of_OLMo_3_the_rotation_of_layers_that_slide_is_not_scaled()
    {
        var yarn = """{ "rope_type": "yarn", "factor": 8, "original_max_position_embeddings": 64 }""";
        var configuration = Read($$"""{ "model_type": "olmo3", "sliding_window": 100, "rope_theta": 500000, "rope_scaling": {{yarn}} }""");

        configuration.Variant.Layers.Select(layer => (layer.Window, layer.Rotation!.Scaling is null)).Should().Equal(
            (100, true), (100, true), (100, true), (null, false), (100, true), (100, true), (100, true), (null, false));
        configuration.Variant.Layers.Select(layer => layer.Rotation!.Theta).Distinct().Should().Equal(500_000);

        var byKind = """{ "full_attention": { "rope_type": "linear", "factor": 2, "rope_theta": 9 }, "sliding_attention": { "rope_theta": 7 } }""";
        Read($$"""{ "model_type": "olmo3", "rope_parameters": {{byKind}} }""").Variant.Layers.Select(layer => layer.Rotation!.Theta)
            .Should().Equal(7, 7, 7, 9, 7, 7, 7, 9);
    }

    [Fact]
    public void Of_Exaone_4_layers_that_see_all_turn_where_no_layer_slides()
    {
        var configuration = Read("""{ "model_type": "exaone4", "sliding_window": 100 }""");

        configuration.Variant.Layers.Select(layer => layer.Rotation is null).Should().Equal(false, false, false, true, false, false, false, true);
        Read("""{ "model_type": "exaone4", "sliding_window": null }""").Variant.Layers.Should().BeEmpty();
    }

    [Fact]
    public void Later_files_have_the_base_of_the_rotation_within()
    {
        var rope = """{ "rope_type": "default", "rope_theta": 77 }""";
        foreach (var type in (string[])["cohere", "cohere2", "granite", "olmo2", "smollm3"])
        {
            Read($$"""{ "model_type": "{{type}}", "rope_parameters": {{rope}} }""").RopeTheta.Should().Be(77, type);
        }
    }

    [Theory]
    [InlineData("apertus", "\"hidden_act\": \"silu\"", "'hidden_act' is 'silu'; only 'xielu'")]
    [InlineData("apertus", "\"hidden_act\": \"xielu\"", "has neither 'rope_scaling' nor 'rope_parameters'")]
    [InlineData("cohere", "\"rope_theta\": 10000, \"use_qk_norm\": true", "'use_qk_norm' is true")]
    [InlineData("cohere", "\"logit_scale\": 1", "'rope_theta' is missing")]
    [InlineData("cohere", "\"rope_theta\": 10000, \"logit_scale\": null", "'logit_scale' is Null")]
    [InlineData("cohere2", "\"sliding_window\": null", "'sliding_window' is Null")]
    [InlineData("cohere2", "\"hidden_act\": \"gelu\"", "'hidden_act' is 'gelu'; only 'silu'")]
    [InlineData("granite", "\"logits_scaling\": 0", "must be finite and above 0")]
    [InlineData("granite", "\"residual_multiplier\": \"0.22\"", "'residual_multiplier' is String")]
    [InlineData("granite", "\"rope_scaling\": {\"rope_type\": \"dynamic\", \"factor\": 2}", "'rope_scaling' is of type 'dynamic'")]
    [InlineData("olmo2", "\"quantization_config\": {}", "'quant_method' is missing")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"linear\", \"factor\": 2}", "is of type 'linear'; expected default or longrope")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\"}", "'short_factor' is missing, or no list of numbers")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"short_factor\": [1, 2]}", "needs 4 short factors above 0, of which it has 2")]
    [InlineData("phi3", "\"rope_scaling\": {\"type\": \"longrope\", \"factor\": 2, \"short_factor\": [1]}", "'factor' is 2, and 256 positions")]
    [InlineData("phi3", "\"partial_rotary_factor\": 0.4", "3 of a head's 8 values are to be turned")]
    [InlineData("phi3", "\"sliding_window\": 0", "must hold at least one position")]
    [InlineData("smollm3", "\"use_sliding_window\": true", "SmolLM3 is supported without")]
    [InlineData("smollm3", "\"layer_types\": [\"sliding_attention\"]", "SmolLM3 is supported without")]
    [InlineData("smollm3", "\"no_rope_layers\": [1, 1]", "'no_rope_layers' is [1,1]; expected 0 or 1 for each of 8 layers")]
    [InlineData("smollm3", "\"no_rope_layers\": [1, 1, 1, 2, 1, 1, 1, 1]", "expected 0 or 1")]
    [InlineData("smollm3", "\"no_rope_layer_interval\": 0", "'no_rope_layer_interval' must be at least 1")]
    [InlineData("smollm3", "\"num_hidden_layers\": 2000000000", "are too many; expected at most 512 layers")]
    [InlineData("exaone4", "\"sliding_window_pattern\": \"LLLG\"", "'sliding_window_pattern' is String; expected a whole number")]
    [InlineData("exaone4", "\"rope_scaling\": {\"rope_type\": \"dynamic\", \"factor\": 2}", "'rope_scaling' is of type 'dynamic'")]
    [InlineData("glm4", "\"head_dim\": 8, \"partial_rotary_factor\": 0.4", "3 of a head's 8 values are to be turned")]
    [InlineData("glm", "\"hidden_act\": \"gelu\"", "'hidden_act' is 'gelu'; only 'silu'")]
    [InlineData("ernie4_5", "\"use_bias\": null", "'use_bias' is Null; expected true or false")]
    [InlineData("ernie4_5", "\"head_dim\": 8, \"num_key_value_heads\": 3", "4 heads cannot share 3 key and value heads evenly")]
    [InlineData("hunyuan_v1_dense", "\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2}", "'rope_scaling' is of type 'dynamic'")]
    [InlineData("hunyuan_v1_dense", "\"rope_scaling\": {\"type\": \"yarn\", \"alpha\": 2}", "is of type 'yarn'; expected dynamic")]
    [InlineData("hunyuan_v1_dense", "\"rope_scaling\": {\"type\": \"dynamic\", \"alpha\": -2}", "the base of the rotation is NaN")]
    [InlineData("seed_oss", "\"attention_out_bias\": \"no\"", "'attention_out_bias' is String")]
    [InlineData("helium", "\"partial_rotary_factor\": 0.5", "only whole heads can be rotated")]
    [InlineData("olmo3", "\"sliding_window\": 64", "'rope_theta' is missing; expected a number")]
    [InlineData("nemotron", "\"hidden_act\": \"relu2\"", "'model_type' is 'nemotron'; expected llama, mistral, ")]
    public void A_model_that_the_graph_would_compute_wrongly_is_refused(string type, string properties, string problem)
    {
        var read = () => Read($$"""{ "model_type": "{{type}}", {{properties}} }""");
        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["config.json"]}: *{problem}*");
    }

    private DecoderConfiguration Read(string properties) => SmallConfiguration.Read(_folder, Sizes, properties);
}
