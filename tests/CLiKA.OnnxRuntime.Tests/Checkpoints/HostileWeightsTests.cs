using System.Text;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;
using Google.FlatBuffers;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Tensors that do not fit their files are errors.</summary>
public sealed class HostileWeightsTests : IDisposable
{
    private const string Tensor = "model.embed_tokens.weight";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[2684354560]", "[0,10737418240]", "*its data lie outside the file.")]
    [InlineData("[2684354560]", "[0,8]", "*has 8 bytes, which do not match its type F32 and its shape [2684354560].")]
    [InlineData("[4294967296,4294967296,1]", "[0,0]", "*has 0 bytes, which do not match its type F32 and its shape [4294967296, 4294967296, 1].")]
    [InlineData("[9223372036854775807,4]", "[0,8]", "*do not match its type F32 and its shape *")]
    [InlineData("[2]", "[-8,0]", "*its data lie outside the file.")]
    [InlineData("[2]", "[8,0]", "*its data lie outside the file.")]
    [InlineData("[2]", "[9223372036854775807,9223372036854775807]", "*its data lie outside the file.")]
    public void Declared_ten_gigabytes_are_not_allocated(string shape, string offsets, string problem)
    {
        Write(_folder["model.safetensors"], $"{{\"{Tensor}\":{{\"dtype\":\"F32\",\"shape\":{shape},\"data_offsets\":{offsets}}}}}", new byte[8]);

        Bounded(() => SafetensorsCheckpoint.Open(_folder.Path).Dispose(), $"{_folder["model.safetensors"]}: {problem}");
    }

    [Fact]
    public void A_header_of_ten_gigabytes_is_refused()
    {
        File.WriteAllBytes(_folder["model.safetensors"], [.. BitConverter.GetBytes(10_000_000_000), .. "{}"u8]);

        Bounded(() => SafetensorsCheckpoint.Open(_folder.Path).Dispose(), "*is not a safetensors file, or is truncated: its header is longer than the file.");
    }

    [Theory]
    [InlineData("../model.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(@"a\u0000b")]
    public void Parts_of_a_checkpoint_are_in_its_folder(string name)
    {
        File.WriteAllText(_folder["model.safetensors.index.json"], $"{{\"weight_map\":{{\"{Tensor}\":\"{name}\"}}}}");

        Bounded(() => SafetensorsCheckpoint.Open(_folder.Path).Dispose(), $"{_folder["model.safetensors.index.json"]}: '*' is not the name of a file in this folder.");
    }

    [Fact]
    public void Overlapping_tensors_of_an_adapter_are_not_copied_repeatedly()
    {
        const int Values = 100_000;
        var adapter = new LoraAdapter(1, 1, [new("m", Values, Values, new float[Values], new float[Values])]);
        OnnxAdapterFile.Write(_folder["x.onnx_adapter"], adapter, WeightType.Float32);
        File.WriteAllBytes(_folder["x.onnx_adapter"], Repeated(File.ReadAllBytes(_folder["x.onnx_adapter"]), times: 10_000));

        Bounded(
            () => OnnxAdapterFile.Read(_folder["x.onnx_adapter"]),
            "*has overlapping tensors: together they are larger than the file.");
    }

    [Fact]
    public void Ten_gigabytes_declared_by_an_adapter_are_not_allocated()
    {
        Write(
            _folder["adapter_model.safetensors"],
            """{"base_model.model.m.lora_A.weight":{"dtype":"F32","shape":[16,167772160],"data_offsets":[0,10737418240]}}""",
            new byte[8]);
        File.WriteAllText(_folder["adapter_config.json"], """{"peft_type":"LORA","r":16,"lora_alpha":16,"target_modules":["m"]}""");

        Bounded(() => PeftFolder.Read(_folder.Path), $"{_folder["adapter_model.safetensors"]}: *its data lie outside the file.");
    }

    private static void Write(string path, string header, byte[] data) =>
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. data]);

    // The same table, repeated in the list many times.
    private static byte[] Repeated(byte[] bytes, int times)
    {
        var buffer = new ByteBuffer([.. bytes, .. new byte[sizeof(int) * (times + 1)]]);
        var adapter = new Table(buffer.GetInt(0), buffer);
        var field = adapter.bb_pos + adapter.__offset(10);
        var table = adapter.__indirect(adapter.__vector(adapter.__offset(10)));
        buffer.PutInt(field, bytes.Length - field);
        buffer.PutInt(bytes.Length, times);
        for (var index = 0; index < times; index++)
        {
            var place = bytes.Length + (sizeof(int) * (index + 1));
            buffer.PutInt(place, table - place);
        }

        return buffer.ToFullArray();
    }

    private static void Bounded(Action read, string message)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        read.Should().Throw<InvalidInputException>().WithMessage(message);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(64 << 20);
    }
}
