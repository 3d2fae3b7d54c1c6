using System.Text;
using System.Text.Json;
using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Numbers of 4 bits as bitsandbytes stores them (QuantState.as_dict in functional.py, and dequantize_4bit in backends/default/ops.py, at 95f9af3).
/// </summary>
/// <param name="Type">nf4 or fp4.</param>
/// <param name="IsNested">Whether the largest values of blocks are quantized too.</param>
/// <param name="Storage">The type of the packed bytes: uint8 or bfloat16.</param>
internal sealed record BitsAndBytesFormat(string Type, bool IsNested, string Storage = "uint8") : IStoredFormat
{
    private const int Block = 64;
    private const int NestedBlock = 256;

    // get_4bit_type.
    private static readonly float[] Nf4 =
    [
        -1, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0,
        0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1,
    ];

    private static readonly float[] Fp4 =
        [.. new[] { 0, 0.0625f, 8, 12, 4, 6, 2, 3, 0, -0.0625f, -8, -12, -4, -6, -2, -3 }.Select(value => value / 12)];

    public string Configuration => $$"""
        {
          "_load_in_4bit": true, "_load_in_8bit": false, "bnb_4bit_compute_dtype": "bfloat16", "bnb_4bit_quant_storage": "{{Storage}}",
          "bnb_4bit_quant_type": "{{Type}}", "bnb_4bit_use_double_quant": {{(IsNested ? "true" : "false")}}, "llm_int8_enable_fp32_cpu_offload": false,
          "llm_int8_has_fp16_weight": false, "llm_int8_skip_modules": ["lm_head"], "llm_int8_threshold": 6.0, "load_in_4bit": true, "load_in_8bit": false,
          "quant_method": "bitsandbytes"
        }
        """;

    public bool IsKept => false;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var random = new Random(seed);
        var codes = Type == "nf4" ? Nf4 : Fp4;
        byte[] numbers = [.. Enumerable.Range(0, outputs * inputs).Select(_ => (byte)random.Next(16))];
        var blocks = (numbers.Length + Block - 1) / Block;
        Dictionary<string, object> state = new() { ["quant_type"] = Type, ["blocksize"] = Block, ["dtype"] = "bfloat16", ["shape"] = (int[])[outputs, inputs] };
        List<CheckpointTensor> tensors =
        [
            Packing.Of($"{name}.weight", Storage == "uint8" ? "U8" : "BF16", [numbers.Length / (Storage == "uint8" ? 2 : 4), 1], numbers.Chunk(2).Select(pair => (byte)((pair[0] << 4) | pair[1]))),
            Packing.Floats($"{name}.weight.quant_map", [16], codes),
        ];
        float[] largest = [.. Enumerable.Range(0, blocks).Select(_ => (float)((1 + random.NextDouble()) / Math.Sqrt(inputs)))];
        if (IsNested)
        {
            float[] map = [.. Enumerable.Range(0, 256).Select(number => MathF.Pow((number - 127) / 128f, 3))];
            byte[] stored = [.. largest.Select(_ => (byte)random.Next(256))];
            float[] each = [.. Enumerable.Range(0, (blocks + NestedBlock - 1) / NestedBlock).Select(_ => (float)(random.NextDouble() / 2 / Math.Sqrt(inputs)))];
            var offset = (float)(1.5 / Math.Sqrt(inputs));
            tensors.Add(Packing.Of($"{name}.weight.absmax", "U8", [blocks], stored));
            tensors.Add(Packing.Floats($"{name}.weight.nested_absmax", [each.Length], each));
            tensors.Add(Packing.Floats($"{name}.weight.nested_quant_map", [256], map));
            (state["nested_blocksize"], state["nested_dtype"], state["nested_offset"]) = (NestedBlock, "float32", offset);
            largest = [.. stored.Select((number, block) => (map[number] * each[block / NestedBlock]) + offset)];
        }
        else
        {
            tensors.Add(Packing.Floats($"{name}.weight.absmax", [blocks], largest));
        }

        tensors.Add(Packing.Of($"{name}.weight.quant_state.bitsandbytes__{Type}", "U8", [Description(state).Length], Description(state)));
        return (tensors, [.. numbers.Select((number, index) => codes[number] * largest[index / Block])]);
    }

    private static byte[] Description(Dictionary<string, object> state) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(state));
}
