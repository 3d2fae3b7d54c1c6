using CLiKA.Input;
using CLiKA.Onnx.Architectures;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads the quantization of a checkpoint, and rejects by name what cannot be represented faithfully.</summary>
internal static class QuantizationReader
{
    /// <summary>The property in config.json; the second is the original one of compressed-tensors.</summary>
    public static readonly string[] Names = ["quantization_config", "compression_config"];

    private static readonly Dictionary<string, Func<JsonRecord, CheckpointQuantization>> Readers = new(StringComparer.Ordinal)
    {
        ["gptq"] = GptqReader.Read,
        ["awq"] = Awq,
        ["compressed-tensors"] = CompressedTensorsReader.Read,
        ["fp8"] = Float8,
        ["fbgemm_fp8"] = Float8,
        ["mxfp4"] = Mxfp4,
        ["bitsandbytes"] = BitsAndBytesReader.Read,
        [ModelOptReader.Method] = ModelOptReader.Read,
    };

    private const string Method = "quant_method";
    private const string Tile = "weight_block_size";

    // AutoFP8's.
    private const string Cache = "kv_cache_scheme";

    // The default of transformers.
    private static readonly (int Rows, int Columns) UsualTile = (128, 128);

    private static readonly string[] AwqRead =
        [Method, "method", "version", "format", "checkpoint_format", "pack_dtype", "backend", "bits", "group_size", "zero_point"];

    private static readonly string[] AwqWithoutEffect =
    [
        "modules_to_not_convert", "modules_to_fuse", "do_fuse", "fuse_max_seq_len", "exllama_config", "meta", "lm_head", "quantizer", "producer",
    ];

    private static readonly string[] Float8Read = [Method, "fmt", Tile, Cache];

    private static readonly string[] Float8WithoutEffect =
    [
        "activation_scheme", "activation_scale_ub", "modules_to_not_convert", "ignored_layers", "scale_fmt", "dequantize", "producer",
    ];

    private static readonly string[] Mxfp4WithoutEffect = ["modules_to_not_convert", "dequantize", "producer"];

    /// <summary>Reads the quantization from config.json, or from the file that stands for it in its folder.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The format; null where nothing was quantized.</returns>
    /// <exception cref="InvalidInputException">The quantization is not supported.</exception>
    public static CheckpointQuantization? Read(JsonRecord file)
    {
        if (DescriptionIn(file) is not { } found)
        {
            return PathBeside(file) is { } path ? ModelOptReader.Read(JsonInput.ReadWithLines(path)) : null;
        }

        if (!found.Has(Method))
        {
            throw found.Error($"'{Method}' is missing; expected {string.Join(", ", Readers.Keys)}.");
        }

        var method = found.Text(Method);
        return Readers.TryGetValue(method, out var read)
            ? read(found)
            : throw found.Error($"'{Method}' is '{method}'; expected {string.Join(", ", Readers.Keys)}.");
    }

    /// <summary>
    /// Returns the path of the file beside a config.json that describes the quantization in its place; null where config.json describes it itself, or nothing
    /// was quantized.
    /// </summary>
    public static string? PathBeside(JsonRecord file)
    {
        var beside = Path.Combine(Path.GetDirectoryName(file.File)!, ModelOptReader.FileName);
        return DescriptionIn(file) is null && File.Exists(beside) ? beside : null;
    }

    private static JsonRecord? DescriptionIn(JsonRecord file)
    {
        var places = file.Has(TextConfiguration.Name) ? (JsonRecord[])[file, file.Record(TextConfiguration.Name)] : [file];
        return places.SelectMany(place => Names.Where(place.Has).Select(place.Record)).FirstOrDefault();
    }

    private static AwqQuantization Awq(JsonRecord json)
    {
        json.RequireOneOf("method", "awq");
        json.RequireOneOf("version", "gemm");
        json.RequireOneOf("format", "gemm");
        json.RequireOneOf("checkpoint_format", "gemm");
        json.RequireOneOf("pack_dtype", "int32");
        json.RequireOneOf("backend", "autoawq");
        _ = QuantizationProperties.Bits(json, "bits", AwqQuantization.Bits);
        QuantizationProperties.RequireKnown(json, AwqRead, AwqWithoutEffect);
        return new(QuantizationProperties.GroupSize(json), json.TruthOr("zero_point", true));
    }

    private static Float8Quantization Float8(JsonRecord json)
    {
        json.RequireOneOf("fmt", "e4m3", "float8_e4m3fn");
        json.RequireOneOf(Cache, "static");
        QuantizationProperties.RequireKnown(json, Float8Read, Float8WithoutEffect);
        return new(
            json.Has(Tile) ? QuantizationProperties.Tile(json, Tile)
            : json.Text(Method) == "fp8" && !json.Names.Contains(Tile) ? UsualTile
            : null,
            json.Has(Cache));
    }

    private static Mxfp4Quantization Mxfp4(JsonRecord json)
    {
        QuantizationProperties.RequireKnown(json, [Method], Mxfp4WithoutEffect);
        return new();
    }
}
