using System.Runtime.InteropServices;
using System.Text.Json;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.Benchmarks;

/// <summary>Weights as safetensors, for programs that read no ONNX graph.</summary>
internal static class CheckpointFile
{
    public static void Write(string path, DecoderConfiguration configuration, Func<string, float[]> weights)
    {
        var header = new Dictionary<string, object>();
        var end = 0L;
        foreach (var name in SmallLlama.Names(configuration))
        {
            var (rows, columns) = SmallLlama.Shape(configuration, name);
            var begin = end;
            end += (long)rows * columns * sizeof(float);
            int[] shape = rows == 1 ? [columns] : [rows, columns];
            header[name] = new { dtype = "F32", shape, data_offsets = (long[])[begin, end] };
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)text.Length));
        file.Write(text);
        foreach (var name in header.Keys)
        {
            file.Write(MemoryMarshal.AsBytes<float>(weights(name)));
        }
    }
}
