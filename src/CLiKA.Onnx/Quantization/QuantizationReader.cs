using CLiKA.Input;
using CLiKA.Onnx.Architectures;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads how a checkpoint was quantized, and refuses by name what cannot be asked as it was meant.</summary>
internal static class QuantizationReader
{
    /// <summary>What config.json calls it; the second is what compressed-tensors called it at first.</summary>
    public static readonly string[] Names = ["quantization_config", "compression_config"];

    private static readonly Dictionary<string, Func<JsonRecord, CheckpointQuantization>> Readers = new(StringComparer.Ordinal)
    {
        ["gptq"] = GptqReader.Read,
        ["awq"] = Awq,
        ["compressed-tensors"] = CompressedTensorsReader.Read,
        ["fp8"] = Float8,
        ["fbgemm_fp8"] = Float8,
    };

    /// <summary>Reads what config.json says of it.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The format, or null where nothing was quantized.</returns>
    /// <exception cref="InvalidInputException">It is not supported.</exception>
    public static CheckpointQuantization? Read(JsonRecord file)
    {
        var places = file.Has(TextConfiguration.Name) ? (JsonRecord[])[file, file.Record(TextConfiguration.Name)] : [file];
        var found = places.SelectMany(place => Names.Where(place.Has).Select(place.Record)).FirstOrDefault();
        if (found is null)
        {
            return null;
        }

        var method = found.Text("quant_method");
        return Readers.TryGetValue(method, out var read)
            ? read(found)
            : throw found.Error($"'quant_method' is '{method}'; expected {string.Join(", ", Readers.Keys)}.");
    }

    /// <summary>Refuses a property that is set to anything but what is listed.</summary>
    public static void RequireOneOf(JsonRecord json, string name, params string[] expected)
    {
        if (json.Has(name) && json.Text(name) is var value && !expected.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            throw json.Error($"'{name}' is '{value}'; expected {string.Join(" or ", expected)}.");
        }
    }

    /// <summary>The number of inputs that share a scale; null where it is -1, for all.</summary>
    public static int? GroupSize(JsonRecord json, string name = "group_size") => json.WholeNumber(name) switch
    {
        -1 => null,
        > 0 and var size => size,
        var size => throw json.Error($"'{name}' is {size}; expected -1, or a number above 0."),
    };

    /// <summary>The number of bits of a weight.</summary>
    public static int Bits(JsonRecord json, string name, params int[] expected) => json.WholeNumber(name) is var bits && expected.Contains(bits)
        ? bits
        : throw json.Error($"'{name}' is {bits}; expected {string.Join(" or ", expected)}.");

    private static AwqQuantization Awq(JsonRecord json)
    {
        RequireOneOf(json, "version", "gemm");
        RequireOneOf(json, "format", "gemm");
        _ = Bits(json, "bits", AwqQuantization.Bits);
        return new(GroupSize(json));
    }

    private static Float8Quantization Float8(JsonRecord json)
    {
        RequireOneOf(json, "fmt", "e4m3");
        return new(json.Has("weight_block_size") ? Tile(json, "weight_block_size") : null);
    }

    /// <summary>Rows and columns of what shares a scale.</summary>
    public static (int Rows, int Columns) Tile(JsonRecord json, string name) =>
        json.Element.GetProperty(name) is { ValueKind: System.Text.Json.JsonValueKind.Array } list
        && list.EnumerateArray().ToArray() is [var rows, var columns]
        && rows.TryGetInt32(out var height) && columns.TryGetInt32(out var width) && height > 0 && width > 0
            ? (height, width)
            : throw json.Error($"'{name}' is {json.Element.GetProperty(name)}; expected rows and columns, two whole numbers above 0.");
}
