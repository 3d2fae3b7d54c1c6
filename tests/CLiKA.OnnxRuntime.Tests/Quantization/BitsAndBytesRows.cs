using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>Numbers of 8 bits as bitsandbytes stores them (Linear8bitLt in nn/modules.py, and int8_vectorwise_dequant, at 95f9af3).</summary>
internal sealed record BitsAndBytesRows : IStoredFormat
{
    public string Configuration => """
        { "quant_method": "bitsandbytes", "load_in_4bit": false, "load_in_8bit": true, "llm_int8_threshold": 6.0, "llm_int8_skip_modules": null }
        """;

    public bool IsKept => true;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var random = new Random(seed);
        int[] numbers = [.. Enumerable.Range(0, outputs * inputs).Select(_ => random.Next(-127, 128))];
        float[] largest = [.. Enumerable.Range(0, outputs).Select(_ => (float)((1 + random.NextDouble()) / Math.Sqrt(inputs)))];
        return (
            [
                Packing.SignedBytes($"{name}.weight", [outputs, inputs], numbers),
                Packing.Floats($"{name}.SCB", [outputs], largest),
                Packing.Of($"{name}.weight_format", "U8", [], (byte[])[0]),
            ],
            [.. numbers.Select((number, index) => number * largest[index / inputs] / 127)]);
    }
}
