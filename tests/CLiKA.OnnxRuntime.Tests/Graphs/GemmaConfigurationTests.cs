using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

public sealed class GemmaConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The decoder's properties in the published file of the 4B model; the class has defaults for the others.
    [Fact]
    public void Gemma_3_has_the_defaults_of_its_class()
    {
        var configuration = Read("""
            {
              "architectures": ["Gemma3ForConditionalGeneration"], "eos_token_id": [1, 106], "mm_tokens_per_image": 256, "model_type": "gemma3",
              "text_config": {
                "hidden_size": 2560, "intermediate_size": 10240, "model_type": "gemma3_text", "num_hidden_layers": 34,
                "rope_scaling": { "factor": 8.0, "rope_type": "linear" }, "sliding_window": 1024
              },
              "torch_dtype": "bfloat16", "vision_config": { "model_type": "siglip_vision_model" }
            }
            """);

        var full = new LayerAttention(null, new(1_000_000, new LinearScaling(8)));
        var sliding = new LayerAttention(1024, new(10_000, null));
        configuration.Variant.Layers.Should().Equal(Enumerable.Range(1, 34).Select(layer => layer % 6 == 0 ? full : sliding));
        (configuration with { Variant = DecoderVariant.Llama }).Should().Be(new DecoderConfiguration
        {
            VocabularySize = 262_208,
            HiddenSize = 2560,
            IntermediateSize = 10_240,
            Layers = 34,
            Heads = 8,
            KeyValueHeads = 4,
            HeadSize = 256,
            NormEpsilon = 1e-6,
            RopeTheta = 1_000_000,
            RopeScaling = new LinearScaling(8),
            MaximumPositions = 131_072,
            BeginningOfSequenceToken = 2,
            TiedEmbeddings = true,
            QueryKeyNorm = QueryKeyNorm.Shared,
        });
        (configuration.Variant with { Layers = [] }).Should().Be(new DecoderVariant
        {
            Norms = LayerNorms.Around,
            NormKind = NormKind.RmsNormAroundOne,
            Activation = FeedForwardActivation.GeluTanh,
            EmbeddingScale = 50.5,
            AttentionScale = 1.0 / 16,
        });
    }

    [Fact]
    public void Gemma_2_has_the_defaults_of_its_class()
    {
        var configuration = Read("""{ "model_type": "gemma2", "num_hidden_layers": 4, "final_logit_softcapping": null }""");

        configuration.Variant.AttentionCap.Should().Be(50);
        configuration.Variant.LogitCap.Should().BeNull("what is null in the file is null");
        configuration.Variant.EmbeddingScale.Should().Be(48);
        configuration.Variant.Layers.Select(layer => layer.Window).Should().Equal([4096, null, 4096, null]);
        configuration.TiedEmbeddings.Should().BeTrue();
    }

    [Fact]
    public void A_window_as_long_as_the_longest_text_is_ignored() =>
        Read("""{ "model_type": "gemma2", "max_position_embeddings": 4096 }""").Variant.Layers.Should().OnlyContain(layer => layer.Window == null);

    [Theory]
    [InlineData("gemma3_text", "\"use_bidirectional_attention\": true", "'use_bidirectional_attention' is true")]
    [InlineData("gemma3_text", "\"attn_logit_softcapping\": 50", "'attn_logit_softcapping' is 50; expected null")]
    [InlineData("gemma3_text", "\"hidden_activation\": \"gelu\"", "'hidden_activation' is 'gelu'; expected gelu_pytorch_tanh")]
    [InlineData("gemma3_text", "\"layer_types\": [\"full_attention\"]", "'layer_types' is full_attention; expected sliding_attention or full_attention for each of 26 layers")]
    [InlineData("gemma3_text", "\"num_hidden_layers\": 1, \"layer_types\": [\"chunked_attention\"]", "'layer_types' is chunked_attention")]
    [InlineData("gemma3_text", "\"sliding_window_pattern\": 0", "'sliding_window_pattern' is 0; expected at least 1")]
    [InlineData("gemma3_text", "\"sliding_window\": 0", "'sliding_window' is 0; expected at least 1")]
    [InlineData("gemma3_text", "\"sliding_window\": null", "'sliding_window' is Null")]
    [InlineData("gemma3_text", "\"query_pre_attn_scalar\": 0", "the scale of attention is")]
    [InlineData("gemma3_text", "\"final_logit_softcapping\": -1", "the soft cap of logits is -1; expected a finite number above 0")]
    [InlineData("gemma3_text", "\"torch_dtype\": \"float8\"", "'torch_dtype' is 'float8'")]
    [InlineData("gemma3_text", "\"rope_parameters\": {\"rope_type\": \"default\"}", "'full_attention' of 'rope_parameters' is missing")]
    [InlineData("gemma3_text", "\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}", "'rope_scaling' is of type 'longrope'")]
    [InlineData("gemma3_text", "\"rope_local_base_freq\": 0", "the base of the rotary embedding is 0")]
    [InlineData("gemma3_text", "\"num_hidden_layers\": 2000000000", "'num_hidden_layers' is 2000000000; expected at least 1 and at most 512")]
    [InlineData("gemma2", "\"rope_parameters\": {\"rope_type\": \"default\", \"partial_rotary_factor\": 0.5}", "'partial_rotary_factor' of 'rope_para")]
    [InlineData("gemma3", "\"text_config\": {\"model_type\": \"llama\"}", "'model_type' of 'text_config' is 'llama'")]
    [InlineData("gemma3", "\"text_config\": {\"model_type\": \"gemma3_text\"}, \"quantization_config\": {}", "'quant_method' is missing")]
    [InlineData("gemma3", "\"text_config\": {\"model_type\": \"gemma3_text\"}, \"dtype\": \"float8\"", "'dtype' is 'float8'")]
    [InlineData("gemma3", "\"hidden_size\": 1", "'text_config' is missing")]
    public void An_unsupported_configuration_is_refused(string type, string property, string problem)
    {
        var read = () => Read($$"""{ "model_type": "{{type}}", {{property}} }""");
        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["config.json"]}:*{problem}*");
    }

    [Theory]
    [InlineData("""{ "rope_type": "linear", "factor": 0 }""", "the 'factor' of the rotary scaling is 0; expected at least 1")]
    [InlineData("""{ "rope_type": "default", "rope_theta": -1 }""", "the base of the rotary embedding is -1; expected a finite number above 0")]
    public void An_invalid_rotation_of_one_layer_type_is_refused(string sliding, string problem)
    {
        var read = () => Read($$"""
            {
              "model_type": "gemma3_text",
              "rope_parameters": { "full_attention": { "rope_type": "default" }, "sliding_attention": {{sliding}} }
            }
            """);
        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["config.json"]}:*{problem}*");
    }

    private DecoderConfiguration Read(string json)
    {
        File.WriteAllText(_folder["config.json"], json);
        return DecoderConfiguration.Read(_folder["config.json"]);
    }
}
