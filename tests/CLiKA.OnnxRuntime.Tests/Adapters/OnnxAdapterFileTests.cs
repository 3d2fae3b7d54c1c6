using System.Text;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

public sealed class OnnxAdapterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // ONNX Runtime verifies the flatbuffer before it takes it (onnxruntime/lora/adapter_format_utils.cc, ValidateAndGetAdapterFromBytes).
    [Theory]
    [InlineData(WeightType.Float32)]
    [InlineData(WeightType.Float16)]
    public void ONNX_Runtime_takes_the_file(WeightType type)
    {
        OnnxAdapterFile.Write(_folder["x.onnx_adapter"], SmallAdapter.Of(SmallLlama.Grouped), type);

        using var mapped = OrtLoraAdapter.Create(_folder["x.onnx_adapter"], null);
        using var copied = OrtLoraAdapter.Create(File.ReadAllBytes(_folder["x.onnx_adapter"]), null);

        mapped.Should().NotBeNull();
        copied.Should().NotBeNull();
    }

    [Fact]
    public void A_written_adapter_is_read_back_with_its_scaling_in_B()
    {
        var adapter = SmallAdapter.Of(SmallLlama.Grouped, rank: 4, alpha: 8);
        OnnxAdapterFile.Write(_folder["x.onnx_adapter"], adapter, WeightType.Float32);

        var read = OnnxAdapterFile.Read(_folder["x.onnx_adapter"]);

        read.Scaling.Should().Be(1);
        read.Modules.Should().BeEquivalentTo(
            adapter.Modules.Select(module => module with { B = Array.ConvertAll(module.B, value => 2 * value) }));
    }

    [Fact]
    public void Values_of_16_bits_take_half_the_space_and_are_rounded_to_nearest()
    {
        var adapter = SmallAdapter.Of(SmallLlama.Grouped, rank: 8, alpha: 8);
        OnnxAdapterFile.Write(_folder["whole"], adapter, WeightType.Float32);
        OnnxAdapterFile.Write(_folder["half"], adapter, WeightType.Float16);

        OnnxAdapterFile.Read(_folder["half"]).Modules.Should().BeEquivalentTo(adapter.Modules.Select(module => module with
        {
            A = Array.ConvertAll(module.A, value => (float)(Half)value),
            B = Array.ConvertAll(module.B, value => (float)(Half)value),
        }));
        var values = adapter.Modules.Sum(module => module.A.Length + module.B.Length);
        (new FileInfo(_folder["whole"]).Length - new FileInfo(_folder["half"]).Length).Should().BeCloseTo(2 * values, 64);
    }

    [Fact]
    public void A_value_outside_the_range_of_16_bits_is_named_and_leaves_no_file()
    {
        var write = () => OnnxAdapterFile.Write(
            _folder["x"], SmallAdapter.Of(SmallLlama.Grouped, rank: 2, alpha: 1e7), WeightType.Float16);

        write.Should().Throw<ArgumentException>().WithMessage("*lora_B.weight' has the value *, which is outside the range of 16 bits*");
        Directory.EnumerateFiles(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_file_damaged_anywhere_is_a_single_error()
    {
        var adapter = new LoraAdapter(1, 1, [new("m", 2, 3, [1, 2], [3, 4, 5])]);
        OnnxAdapterFile.Write(_folder["x"], adapter, WeightType.Float32);
        var bytes = File.ReadAllBytes(_folder["x"]);
        for (var place = 0; place < bytes.Length; place++)
        {
            File.WriteAllBytes(_folder["cut"], bytes[..place]);
            Reading("cut").Should().Throw<InvalidInputException>($"cut at {place}").WithMessage($"{_folder["cut"]}: *");
            foreach (var value in (byte[])[0, 0x7f, 0xff])
            {
                File.WriteAllBytes(_folder["changed"], [.. bytes[..place], value, .. bytes[(place + 1)..]]);
                try
                {
                    _ = OnnxAdapterFile.Read(_folder["changed"]);
                }
                catch (InvalidInputException)
                {
                    // Expected wherever the byte means more than a number of a matrix or the file's own version.
                }
            }
        }
    }

    [Theory]
    [InlineData("TORT", "TARR", "is not an adapter of ONNX Runtime; expected the identifier TORT*")]
    [InlineData("second.lora_A.weight", "second.lora_C.weight", "has a tensor named 'second.lora_C.weight'; expected MODULE.lora_A*")]
    [InlineData("second.lora_A.weight", "second.lora_B.weight", "names 'second.lora_B.weight' twice.")]
    [InlineData("second.lora_A.weight", "anothr.lora_A.weight", "has only one matrix for '*'; expected .lora_A.weight and *")]
    public void Unexpected_tensors_are_named(string from, string to, string problem)
    {
        var adapter = new LoraAdapter(1, 1, [new("first", 1, 1, [1], [1]), new("second", 1, 1, [1], [1])]);
        OnnxAdapterFile.Write(_folder["x"], adapter, WeightType.Float32);
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["x"]));
        File.WriteAllBytes(_folder["x"], Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));

        Reading("x").Should().Throw<InvalidInputException>().WithMessage($"{_folder["x"]}: {problem}");
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Reading("nothing").Should().Throw<InvalidInputException>().WithMessage($"{_folder["nothing"]}: no such file.");

    private Action Reading(string name) => () => OnnxAdapterFile.Read(_folder[name]);
}
