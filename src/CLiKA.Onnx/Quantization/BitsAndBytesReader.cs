using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads the format of bitsandbytes from config.json.</summary>
internal static class BitsAndBytesReader
{
    // The type of a matrix and of its scales is determined tensor by tensor. The types are those of the computation, whose results bitsandbytes
    // rounds, and of the packed bytes.
    private static readonly string[] Known =
    [
        "quant_method", "load_in_4bit", "load_in_8bit", "_load_in_4bit", "_load_in_8bit", "bnb_4bit_quant_type", "bnb_4bit_use_double_quant",
        "bnb_4bit_quant_storage",
    ];

    private static readonly string[] WithoutEffect =
    [
        "bnb_4bit_compute_dtype", "llm_int8_enable_fp32_cpu_offload", "llm_int8_skip_modules", "llm_int8_threshold", "producer",
    ];

    /// <summary>Reads the properties.</summary>
    public static BitsAndBytesQuantization Read(JsonRecord json)
    {
        json.RequireOneOf("bnb_4bit_quant_type", "nf4", "fp4");
        json.RequireOneOf("bnb_4bit_quant_storage", "uint8", "int8", "float16", "bfloat16", "float32", "float64");
        json.RequireTruth("llm_int8_has_fp16_weight", false);
        QuantizationProperties.RequireKnown(json, Known, WithoutEffect);
        var (has4, has8) = (json.TruthOr("load_in_4bit", false), json.TruthOr("load_in_8bit", false));
        return has4 != has8
            ? new(has4 ? $"bitsandbytes, {(json.Has("bnb_4bit_quant_type") ? json.Text("bnb_4bit_quant_type").ToUpperInvariant() : "FP4")}"
                : $"bitsandbytes, {QuantizationWords.Bits(8)}{QuantizationWords.NotRounded([8])}")
            : throw json.Error($"'load_in_4bit' and 'load_in_8bit' are {(has4 ? "both true" : "both false")}; expected one of them to be true.");
    }
}
