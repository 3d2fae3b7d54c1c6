using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>The rotary embeddings of config.json, and the longest text that they allow.</summary>
public sealed class RotationConfigurationTests : ConfigurationTest
{
    [Fact]
    public void Phi_3_with_LongRoPE_is_limited_to_the_original_training_length()
    {
        var configuration = Read("""
            {
              "model_type": "phi3", "max_position_embeddings": 4096, "original_max_position_embeddings": 64, "sliding_window": 64,
              "rope_scaling": { "type": "longrope", "short_factor": [1, 1, 2, 2], "long_factor": [4, 4, 4, 4] }
            }
            """);

        configuration.MaximumPositions.Should().Be(64);
        configuration.Variant.Layers.Should().BeEmpty("a window that holds the longest text is none");
        configuration.RopeScaling.Should().BeOfType<LongRopeScaling>().Which.Factors.Should().Equal(1, 1, 2, 2);
        configuration.RopeScaling!.Magnitude.Should().BeApproximately(Math.Sqrt(2), 1e-12);
    }

    [Fact]
    public void Phi_3_accepts_su_as_an_earlier_name_of_LongRoPE() =>
        Read("""
            { "model_type": "phi3", "max_position_embeddings": 4096, "rope_scaling": { "type": "su", "short_factor": [1, 1, 2, 2], "long_factor": [4, 4, 4, 4] } }
            """).RopeScaling.Should().BeOfType<LongRopeScaling>().Which.Factors.Should().Equal(1, 1, 2, 2);

    // Version 5 of HuggingFace's library writes the length into the object of the rotary embedding, and reads it there first.
    [Fact]
    public void Phi_3_may_have_the_original_training_length_in_rope_parameters() =>
        Read("""
            {
              "model_type": "phi3", "max_position_embeddings": 4096,
              "rope_parameters": { "rope_type": "longrope", "original_max_position_embeddings": 64, "short_factor": [1, 1, 2, 2] }
            }
            """).MaximumPositions.Should().Be(64);

    // _compute_dynamic_ntk_parameters of modeling_rope_utils.py: the base is another only for texts longer than max_position_embeddings.
    [Theory]
    [InlineData("llama", """{ "type": "dynamic", "factor": 4 }""", 256)]
    [InlineData("llama", """{ "rope_type": "dynamic", "factor": 4, "original_max_position_embeddings": 64 }""", 64)]
    [InlineData("falcon", """{ "type": "dynamic", "factor": 4 }""", 256)]
    [InlineData("hunyuan_v1_dense", """{ "type": "dynamic", "factor": 4 }""", 256)]
    public void A_model_with_dynamic_scaling_is_limited_to_the_training_length(string type, string scaling, int longest)
    {
        var configuration = Read($$"""{ "model_type": "{{type}}", "rope_theta": 500, "rope_scaling": {{scaling}} }""");

        configuration.RopeScaling.Should().BeNull();
        configuration.RopeTheta.Should().Be(500);
        configuration.MaximumPositions.Should().Be(longest);
    }

    [Fact]
    public void Ministral_3_is_limited_to_the_original_training_length()
    {
        var published = """{ "rope_type": "yarn", "factor": 16, "original_max_position_embeddings": 64, "rope_theta": 77, "llama_4_scaling_beta": 0.1 }""";
        var configuration = Read($$"""{ "model_type": "ministral3", "num_key_value_heads": 2, "rope_parameters": {{published}} }""");

        configuration.MaximumPositions.Should().Be(64, "from there on queries grow");
        configuration.RopeScaling.Should().BeOfType<YarnScaling>();
        configuration.HeadSize.Should().Be(128);
        Read("""{ "model_type": "ministral3", "num_key_value_heads": 2, "max_position_embeddings": 99999 }""").MaximumPositions.Should().Be(16384);
        Read("""{ "model_type": "ministral3", "num_key_value_heads": 2, "rope_parameters": { "rope_type": "default" } }""").MaximumPositions.Should().Be(256);
    }

    [Fact]
    public void OLMo_3_does_not_scale_the_rotation_of_layers_with_a_window()
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
    public void The_base_of_the_rotation_may_be_in_rope_parameters()
    {
        var rope = """{ "rope_type": "default", "rope_theta": 77 }""";
        foreach (var type in (string[])["cohere", "cohere2", "granite", "olmo2", "smollm3"])
        {
            Read($$"""{ "model_type": "{{type}}", "rope_parameters": {{rope}} }""").RopeTheta.Should().Be(77, type);
        }
    }

    // "self.rope_parameters = rope_scaling or self.rope_parameters" of modeling_rope_utils.py.
    [Theory]
    [InlineData("granite", """{ "rope_type": "linear", "factor": 2 }""", 2)]
    [InlineData("granite", """{ "rope_type": "default" }""", 1)]
    [InlineData("granite", "{}", 8)]
    [InlineData("granite", "null", 8)]
    [InlineData("phi3", """{ "rope_type": "longrope", "short_factor": [2, 2, 2, 2] }""", 2)]
    [InlineData("phi3", """{ "rope_type": "default" }""", 1)]
    [InlineData("phimoe", """{ "rope_type": "default" }""", 1)]
    [InlineData("hunyuan_v1_dense", """{ "rope_type": "linear", "factor": 2 }""", 2)]
    public void Rope_scaling_takes_precedence_over_rope_parameters(string type, string scaling, double factor)
    {
        var other = type == "hunyuan_v1_dense" ? "3" : "null";
        var configuration = Read($$"""
            {
              "model_type": "{{type}}", "num_key_value_heads": 4, "rope_theta": 10000, "rope_scaling": {{scaling}},
              "rope_parameters": { "rope_type": "linear", "factor": 8, "alpha": {{other}}, "rope_theta": 77 }
            }
            """);

        var angles = configuration.RotaryAngles();
        angles[0].Should().Be(1 / factor);
        angles[1].Should().BeApproximately(Math.Pow(factor == 8 ? 77 : 10_000, -0.25) / factor, 1e-12);
    }
}
