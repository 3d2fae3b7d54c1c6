using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>Damaged or unsupported quantized checkpoints are one error that names the file and the cause, and leave no output.</summary>
public sealed class BrokenQuantizationTests : ExportTest
{
    private const string Projection = "model.layers.1.mlp.down_proj";

    [Theory]
    [InlineData("gptq, 4 bits", "qweight", "missing", "'{0}.weight' is missing, but config.json requires it. '{0}.scales' suggests")]
    [InlineData("gptq, 4 bits", "scales", "missing", "'{0}.scales' is missing, but config.json requires it")]
    [InlineData("gptq, 4 bits", "qzeros", "missing", "'{0}.qzeros' is missing")]
    [InlineData("gptq, 4 bits", "qweight", "shape", "'{0}.qweight' is I32 [192, 1]; expected I32 [6, 32]")]
    [InlineData("gptq, 4 bits", "scales", "type", "'{0}.scales' is of type F8_E5M2; expected F32, F16 or BF16")]
    [InlineData("gptq, 4 bits", "scales", "infinite", "'{0}.scales' has the scale *; expected finite numbers")]
    [InlineData("gptq, in the order of activations", "g_idx", "ones", "'{0}.g_idx' has the group -1 for input 0; expected 0 to 2")]
    [InlineData("gptq, in the order of activations", "g_idx", "shape", "'{0}.g_idx' is I32 [48, 1]; expected I32 [48]")]
    [InlineData("gptq, in the order of activations", "g_idx", "zeros", "'{0}.g_idx' has no input in group 1; expected some in each of 3")]
    [InlineData("gptq, in the order of activations", "g_idx", "missing", "'{0}.qweight' has no '{0}.g_idx' beside it; *'desc_act'")]
    [InlineData("gptq, 4 bits", "qzeros", "sixes", "'{0}.qzeros' has the zero point 6; expected 7 everywhere, since 'sym' in config.json is true")]
    [InlineData("gptq, 4 bits, zero points, a group that is not full", "qzeros", "ones", "'{0}.qzeros' has the zero point 15, which stands for 0 minus one*'gptq_v2'")]
    [InlineData("gptq, modules of their own rules", "qweight", "shape", "'{0}.qweight' is I32 [384, 1]; expected I32 [12, 32]")]
    [InlineData("awq", "qweight", "shape", "'{0}.qweight' is I32 [192, 1]; expected I32 [48, 4]")]
    [InlineData("awq", "qzeros", "missing", "'{0}.qzeros' is missing")]
    [InlineData("awq, without zero points", "qzeros", "sixes", "'{0}.qzeros' has the zero point 6; expected 8 everywhere, since 'zero_point' in config.json is false")]
    [InlineData("compressed-tensors, in the order of activations", "weight_g_idx", "missing", "'{0}.weight_scale' has no '{0}.weight_g_idx' beside it; *'actorder'")]
    [InlineData("compressed-tensors, 4 bits", "weight_scale", "missing", "'{0}.weight_scale' is missing")]
    [InlineData("compressed-tensors, 4 bits", "weight_scale", "shape", "'{0}.weight_scale' has the shape [96, 1]; expected a single scale, one for each of 32 rows, *")]
    [InlineData("compressed-tensors, 4 bits", "weight_packed", "shape", "'{0}.weight_packed' is I32 [192, 1]; expected I32 [32, 6]")]
    [InlineData("compressed-tensors, 8 bits, zero points, whole rows", "weight_zero_point", "missing", "'{0}.weight_zero_point' is missing")]
    [InlineData("compressed-tensors, 8 bits, zero points, whole rows", "weight_zero_point", "shape", "'{0}.weight_zero_point' is I32 [8, 1, 1]; expected I32 [8, 1]")]
    [InlineData("compressed-tensors, I8, zero points, tiles", "weight_zero_point", "cut", "'{0}.weight_zero_point' has 5 zero points; expected one for each scale, 6")]
    [InlineData("compressed-tensors, FP8", "weight", "dense", "'{0}.weight' is F16, but there is '{0}.weight_scale'; expected 8 bits, or no scales")]
    [InlineData("compressed-tensors, NVFP4", "weight_packed", "shape", "'{0}.weight_packed' is U8 [1024, 1]; expected U8 [32, 32]")]
    [InlineData("compressed-tensors, NVFP4", "weight_packed", "type", "'{0}.weight_packed' is F8_E5M2 [1024]; expected U8 [32, 32]")]
    [InlineData("compressed-tensors, NVFP4", "weight_packed", "missing", "'{0}.weight' is missing, but config.json requires it. '{0}.weight_scale' suggests")]
    [InlineData("compressed-tensors, NVFP4", "weight_scale", "missing", "'{0}.weight_scale' is missing")]
    [InlineData("compressed-tensors, NVFP4", "weight_scale", "shape", "'{0}.weight_scale' is F8_E4M3 [128, 1]; expected F8_E4M3 [32, 4]")]
    [InlineData("compressed-tensors, NVFP4", "weight_scale", "type", "'{0}.weight_scale' is F8_E5M2 [128]; expected U8 [32, 2]")]
    [InlineData("compressed-tensors, NVFP4", "weight_scale", "ones", "'{0}.weight_scale' has the scale NaN; expected finite numbers that are not negative")]
    [InlineData("compressed-tensors, NVFP4", "weight_scale", "negative", "'{0}.weight_scale' has the scale -*; expected finite numbers that are not negative")]
    [InlineData("compressed-tensors, NVFP4", "weight_global_scale", "missing", "'{0}.weight_global_scale' is missing")]
    [InlineData("compressed-tensors, NVFP4", "weight_global_scale", "zeros", "'{0}.weight_global_scale' is 0; expected a finite number above 0")]
    [InlineData("compressed-tensors, NVFP4", "weight_global_scale", "ones", "'{0}.weight_global_scale' is NaN; expected a finite number above 0")]
    [InlineData("compressed-tensors, NVFP4", "weight_global_scale", "cut", "'{0}.weight_global_scale' has the shape [0]; expected a single scale")]
    [InlineData("compressed-tensors, MXFP4", "weight_scale", "shape", "'{0}.weight_scale' is U8 [64, 1]; expected U8 [32, 2]")]
    [InlineData("compressed-tensors, MXFP4", "weight_scale", "ones", "'{0}.weight_scale' has the scale NaN; expected finite numbers")]
    [InlineData("fp8, tiles", "weight", "dense", "'{0}.weight' is F16, but there is '{0}.weight_scale_inv'; expected 8 bits, or no scales")]
    [InlineData("compressed-tensors, FP8", "weight_scale", "missing", "'{0}.weight_scale' is missing")]
    [InlineData("fp8, tiles", "weight_scale_inv", "missing", "'{0}.weight_scale_inv' is missing")]
    [InlineData("fp8, tiles", "weight_scale_inv", "cut", "'{0}.weight_scale_inv' has the shape [2]; expected a single scale, one for each of 32 rows, or [1, 3]*")]
    [InlineData("fp8, tiles", "weight", "type", "'{0}.weight' is F8_E5M2 [1536]; expected F8_E4M3 [32, 48]")]
    [InlineData("modelopt, NVFP4", "weight", "shape", "'{0}.weight' is U8 [768, 1]; expected U8 [32, 24]")]
    [InlineData("modelopt, NVFP4", "weight", "dense", "'{0}.weight' is F16, but there is '{0}.weight_scale'; expected 8 bits, or no scales")]
    [InlineData("modelopt, NVFP4", "weight_scale", "missing", "'{0}.weight_scale' is missing")]
    [InlineData("modelopt, NVFP4", "weight_scale", "ones", "'{0}.weight_scale' has the scale NaN; expected finite numbers that are not negative")]
    [InlineData("modelopt, NVFP4", "weight_scale_2", "missing", "'{0}.weight_scale_2' is missing")]
    [InlineData("modelopt, NVFP4", "weight_scale_2", "zeros", "'{0}.weight_scale_2' is 0; expected a finite number above 0")]
    [InlineData("modelopt, FP8", "weight_scale", "missing", "'{0}.weight_scale' is missing")]
    [InlineData("modelopt, FP8", "weight", "type", "'{0}.weight' is F8_E5M2 [1536]; expected F8_E4M3 [32, 48]")]
    [InlineData("modelopt, FP8, tiles", "weight_scale", "shape", "'{0}.weight_scale' has the shape [1, 1, 2, 1, 1]; expected")]
    [InlineData("bitsandbytes, NF4", "weight", "cut", "'{0}.weight' is U8 [767]; expected U8 [768, 1]")]
    [InlineData("bitsandbytes, NF4, in the type of the model", "weight", "cut", "'{0}.weight' is BF16 [383]; expected BF16 [384, 1]")]
    [InlineData("bitsandbytes, NF4", "weight.absmax", "cut", "'{0}.weight.absmax' is F32 [23]; expected F32 [24]")]
    [InlineData("bitsandbytes, NF4", "weight.absmax", "infinite", "'{0}.weight.absmax' has the value NaN; expected finite numbers")]
    [InlineData("bitsandbytes, NF4", "weight.quant_map", "missing", "'{0}.weight.quant_map' is missing")]
    [InlineData("bitsandbytes, NF4", "weight.quant_state.bitsandbytes__nf4", "zeros", "'{0}.weight.quant_state.bitsandbytes__nf4' is not a JSON object.")]
    [InlineData("bitsandbytes, NF4", "weight.quant_state.bitsandbytes__nf4", "missing", "'{0}.weight' is of type U8; expected F32, F16 or BF16. '{0}.weight.absmax' suggests")]
    [InlineData("bitsandbytes, NF4, double quantization", "weight.nested_absmax", "missing", "'{0}.weight.nested_absmax' is missing")]
    [InlineData("bitsandbytes, 8 bits", "weight_format", "ones", "'{0}.weight_format' is 255; expected 0")]
    public void A_tensor_that_is_missing_or_damaged_is_named(string format, string tensor, string damage, string problem)
    {
        SmallQuantizedCheckpoint.Write(
            Folder, StoredFormats.Named(format), rename: stored => stored.Name == $"{Projection}.{tensor}" ? Damaged(stored, damage) : stored);

        Exporting().Should().Throw<InvalidInputException>()
            .WithMessage($"{Folder["model.safetensors"]}: {problem.Replace("{0}", Projection, StringComparison.Ordinal)}*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    // AutoGPTQ wrote a separate file before transformers supported such checkpoints.
    [Theory]
    [InlineData(false, "")]
    [InlineData(true, " Copy the properties of *quantize_config.json there, and add a \"quant_method\".")]
    public void Quantized_weights_need_a_description(bool hasOldFile, string expected)
    {
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("gptq, 4 bits"));
        var json = JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!.AsObject();
        json.Remove("quantization_config");
        File.WriteAllText(Folder["config.json"], json.ToJsonString());
        if (hasOldFile)
        {
            File.WriteAllText(Folder["quantize_config.json"], "{}");
        }

        Exporting().Should().Throw<InvalidInputException>().WithMessage(
            $"*'*_proj.weight' is missing, but config.json requires it. '*_proj.qweight' suggests that weights are quantized; describe how in 'quantization_config' of config.json.{expected}");
    }

    [Fact]
    public void Weights_of_8_bits_need_a_description()
    {
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("fp8, tiles"));
        var json = JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!.AsObject();
        json.Remove("quantization_config");
        File.WriteAllText(Folder["config.json"], json.ToJsonString());

        Exporting().Should().Throw<InvalidInputException>().WithMessage(
            "*'*_proj.weight' is of type F8_E4M3; expected F32, F16 or BF16. '*_proj.weight_scale_inv' suggests that weights are quantized; describe how in 'quantization_config' of config.json.");
    }

    [Theory]
    [InlineData("quark", "{}", "'quant_method' is 'quark'; expected gptq, awq, compressed-tensors, fp8, fbgemm_fp8, mxfp4, bitsandbytes")]
    [InlineData("bitsandbytes", "{}", "'load_in_4bit' and 'load_in_8bit' are both false")]
    [InlineData("bitsandbytes", """{ "load_in_4bit": true, "bnb_4bit_quant_type": "af4" }""", "'bnb_4bit_quant_type' is 'af4'; expected nf4 or fp4")]
    [InlineData("bitsandbytes", """{ "load_in_4bit": true, "bnb_4bit_quant_storage": "float8_e4m3fn" }""", "'bnb_4bit_quant_storage' is 'float8_e4m3fn'; expected uint8 or int8 or float16")]
    [InlineData("bitsandbytes", """{ "load_in_8bit": true, "llm_int8_has_fp16_weight": true }""", "'llm_int8_has_fp16_weight' is true")]
    [InlineData("gptq", """{ "bits": 3 }""", "'bits' is 3; expected 4 or 8")]
    [InlineData("gptq", """{ "bits": 4, "group_size": 0 }""", "'group_size' is 0; expected -1, or at least 1")]
    [InlineData("gptq", """{ "checkpoint_format": "marlin" }""", "'checkpoint_format' is 'marlin'; expected gptq or gptq_v2")]
    [InlineData("gptq", """{ "is_marlin_format": true }""", "'is_marlin_format' is true")]
    [InlineData("gptq", """{ "bits": 4, "group_size": 16, "dynamic": { "+:(": {} } }""", "'+:(' in 'dynamic' is not a regular expression")]
    [InlineData("gptq", """{ "pack_dtype": "int64" }""", "'pack_dtype' is 'int64'; expected int32")]
    [InlineData("gptq", """{ "rotation": "hadamard" }""", "'rotation' is \"hadamard\"; CLiKA does not know this property of a quantization")]
    [InlineData("gptq", """{ "bits": 4, "group_size": 16, "dynamic": { "+:.*": { "adapter": { "rank": 4 } } } }""", "'adapter' is set; CLiKA does not know")]
    [InlineData("awq", """{ "bits": 4, "desc_act": true }""", "'desc_act' is true; CLiKA does not know")]
    [InlineData("awq", """{ "backend": "llm-awq" }""", "'backend' is 'llm-awq'; expected autoawq")]
    [InlineData("fp8", """{ "kv_cache_scheme": "dynamic" }""", "'kv_cache_scheme' is 'dynamic'; expected static")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "int", "num_bits": 4, "dynamic": true } } } }""", "'dynamic' is true; CLiKA does not know")]
    [InlineData("awq", """{ "bits": 8 }""", "'bits' is 8; expected 4")]
    [InlineData("awq", """{ "version": "gemv" }""", "'version' is 'gemv'; expected gemm")]
    [InlineData("fp8", """{ "fmt": "e5m2" }""", "'fmt' is 'e5m2'; expected e4m3")]
    [InlineData("fp8", """{ "weight_block_size": ["a", 128] }""", "'weight_block_size' is [\"a\",128]; expected two whole numbers above 0")]
    [InlineData("fp8", """{ "weight_block_size": [128] }""", "'weight_block_size' is [128]; expected two whole numbers above 0")]
    [InlineData("modelopt", "{}", "'quant_algo' is missing")]
    [InlineData("modelopt", """{ "quant_algo": "NVFP4_AWQ" }""", "'quant_algo' is 'NVFP4_AWQ'; expected FP8, ")]
    [InlineData("modelopt", """{ "quant_algo": "NVFP4", "group_size": 32 }""", "'group_size' is 32; expected 16")]
    [InlineData("modelopt", """{ "quant_algo": "NVFP4", "pre_quant_scale": true }""", "'pre_quant_scale' is true; CLiKA does not know")]
    [InlineData("modelopt", """{ "quant_algo": "NVFP4", "config_groups": { "a": { "pre_quant_scale": true } } }""", "'pre_quant_scale' is true; CLiKA does not know")]
    [InlineData("modelopt", """{ "quant_algo": "NVFP4", "config_groups": { "a": { "weights": { "num_bits": 4, "type": "int" } } } }""", "'type' is 'int'; expected float")]
    [InlineData("modelopt", """{ "quant_algo": "NVFP4", "config_groups": { "a": { "weights": { "num_bits": 4, "rotate": true } } } }""", "'rotate' is true; CLiKA does not know")]
    [InlineData("modelopt", """{ "quant_algo": "NVFP4", "kv_cache_quant_algo": "NF4" }""", "'kv_cache_quant_algo' is 'NF4'; expected FP8, INT8, NVFP4")]
    [InlineData("modelopt", """{ "quant_algo": "MIXED_PRECISION" }""", "'quantized_layers' is empty")]
    [InlineData("modelopt", """{ "quant_algo": "MIXED_PRECISION", "quantized_layers": { "model.layers.0.mlp": { "quant_algo": "W4A8_AWQ" } } }""", "'quant_algo' is 'W4A8_AWQ'")]
    [InlineData("modelopt", """{ "quantization": { "quant_algo": "NVFP4", "smoothquant_val": 0.5 } }""", "'smoothquant_val' is 0.5; CLiKA does not know")]
    [InlineData("compressed-tensors", """{ "format": "marlin-24" }""", "'format' is 'marlin-24'")]
    [InlineData("compressed-tensors", """{ "kv_cache_scheme": { "num_bits": 8, "rotation": true }, "config_groups": { "a": { "weights": { "type": "int", "num_bits": 4 } } } }""", "'rotation' is true; CLiKA does not know")]
    [InlineData("compressed-tensors", """{ "transform_config": { "R1": {} } }""", "'transform_config' is set")]
    [InlineData("compressed-tensors", """{ "sparsity_config": { "format": "sparse-24-bitmask" } }""", "'format' is 'sparse-24-bitmask'; expected dense")]
    [InlineData("compressed-tensors", "{}", "'config_groups' is missing")]
    [InlineData("compressed-tensors", """{ "config_groups": {} }""", "'config_groups' is empty")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "int", "num_bits": 3 } } } }""", "'num_bits' is 3; expected 4 or 8")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "float", "num_bits": 4 } } } }""", "'group_size' is missing")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "float", "num_bits": 4, "group_size": 64 } } } }""", "'group_size' is 64; expected 16 (NVFP4) or 32 (MXFP4)")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "float", "num_bits": 4, "group_size": 16, "strategy": "channel" } } } }""", "'strategy' is 'channel'; expected group or tensor_group")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "float", "num_bits": 4, "group_size": 16, "actorder": "group" } } } }""", "'actorder' lets the inputs of a group be in any order")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "float", "num_bits": 6 } } } }""", "'num_bits' is 6; expected 4 or 8")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "type": "float", "num_bits": 8, "symmetric": false } } } }""", "'symmetric' is false; only true is supported")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "weights": { "strategy": "tensor_group" } } } }""", "'strategy' is 'tensor_group'")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "input_activations": { "num_bits": 4 } } } }""", "'num_bits' is 4; expected 8")]
    [InlineData("compressed-tensors", """{ "config_groups": { "a": { "output_activations": { "num_bits": 8 } } } }""", "'output_activations' is set")]
    public void An_unsupported_quantization_is_refused(string method, string rest, string problem)
    {
        SmallCheckpoint.Write(Folder);
        var config = JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!.AsObject();
        var quantization = JsonNode.Parse(rest)!.AsObject();
        quantization["quant_method"] = method;
        config["quantization_config"] = quantization;
        File.WriteAllText(Folder["config.json"], config.ToJsonString());

        Exporting().Should().Throw<InvalidInputException>().WithMessage($"{Folder["config.json"]}:*{problem}*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("{ \"quantization\": { \"quant_algo\": null } }", "'quant_algo' is missing")]
    [InlineData("{ \"quantization\": { \"quant_algo\": \"W4A16_AWQ\" } }", "'quant_algo' is 'W4A16_AWQ'; expected FP8, FP8_PER_CHANNEL_PER_TOKEN, FP8_PB_WO, NVFP4, W4A16_NVFP4 or MIXED_PRECISION")]
    [InlineData("{ \"quantization\": ", "not valid JSON")]
    public void An_unsupported_file_of_its_own_is_refused(string text, string problem)
    {
        SmallCheckpoint.Write(Folder);
        File.WriteAllText(Folder["hf_quant_config.json"], text);

        Exporting().Should().Throw<InvalidInputException>().WithMessage($"{Folder["hf_quant_config.json"]}:*{problem}*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    // Others multiply inputs by it.
    [Theory]
    [InlineData("pre_quant_scale")]
    [InlineData("weight_scale_3")]
    public void A_tensor_that_is_not_used_is_named(string tensor)
    {
        SmallQuantizedCheckpoint.Write(
            Folder, StoredFormats.Named("modelopt, NVFP4"), more: Packing.Floats($"{Projection}.{tensor}", [48], Enumerable.Repeat(1f, 48)));

        Exporting().Should().Throw<InvalidInputException>().WithMessage($"*'{Projection}.{tensor}' is in the checkpoint, but the model that config.json describes does not use it.*");
    }

    private static CheckpointTensor? Damaged(CheckpointTensor tensor, string damage)
    {
        var count = tensor.Shape.Aggregate(1, (product, size) => product * size);
        var size = tensor.Bytes.Length / count;
        return damage switch
        {
            "missing" => null,
            "shape" => tensor with { Shape = tensor.Shape is [var length] ? [length, 1] : tensor.Shape[1] == 1 ? [.. tensor.Shape, 1] : [count, 1] },
            "dense" => tensor with { Type = "F16", Bytes = [.. tensor.Bytes, .. tensor.Bytes] },
            "type" => tensor with { Type = "F8_E5M2", Shape = [tensor.Bytes.Length] },
            "cut" => tensor with { Shape = [count - 1], Bytes = tensor.Bytes[..^size] },
            _ => tensor with { Bytes = [.. Enumerable.Repeat(Repeated(damage), tensor.Bytes.Length)] },
        };
    }

    private static byte Repeated(string damage) => damage switch { "zeros" => 0, "sixes" => 0x66, "negative" => 0x81, _ => 0xFF };

    private Action Exporting() => () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
}
