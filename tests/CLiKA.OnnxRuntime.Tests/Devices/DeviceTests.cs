using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;

namespace CLiKA.OnnxRuntime.Tests.Devices;

public sealed class DeviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("auto", DeviceKind.Auto, 0, "auto")]
    [InlineData("cpu", DeviceKind.Cpu, 0, "cpu")]
    [InlineData("cuda", DeviceKind.Cuda, 0, "cuda:0")]
    [InlineData("cuda:3", DeviceKind.Cuda, 3, "cuda:3")]
    public void Devices_are_read(string text, DeviceKind kind, int index, string written)
    {
        DeviceRequest.Parse(text).Should().Be(new DeviceRequest(kind, index));
        DeviceRequest.Parse(text).ToString().Should().Be(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1 ")]
    public void Anything_else_is_an_error_that_lists_the_devices(string text)
    {
        var parse = () => DeviceRequest.Parse(text);
        parse.Should().Throw<InvalidInputException>().WithMessage($"device '{text}': *auto, cpu or cuda:N*");
    }

    [Fact]
    public void The_CPU_device_names_its_threads()
    {
        SmallModel.Write(_folder);
        using var answerer = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 1 });
        answerer.DeviceClass.Should().Be("cpu");
        answerer.Device.Should().Be("CPU, 1 thread; shared prefix computed once, prompts in batches");
    }

    [Fact]
    public void Auto_names_the_device_and_the_reason()
    {
        SmallModel.Write(_folder);
        using var answerer = OnnxAnswerer.Load(_folder.Path, new() { Threads = 2 });
        var problem = GpuPackageFactAttribute.IsBuilt ? CudaLibraries.ProblemHere() : "this build of ONNX Runtime has no CUDA provider";
        answerer.Device.Should().Match(problem is null ? "*(auto: *" : $"CPU, 2 threads (auto: {problem}); shared prefix computed once, prompts in batches");
    }

    [Fact]
    public void CUDA_is_never_replaced_by_the_CPU()
    {
        SmallModel.Write(_folder);
        // No machine has this GPU; on a CPU build the provider itself is missing.
        var load = () => OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Parse("cuda:99") });
        var expected = GpuPackageFactAttribute.IsBuilt
            ? CudaLibraries.ProblemHere() ?? "CUDA cannot be used*"
            : "this is the CPU build*OnnxRuntimeFlavor=Gpu*";
        load.Should().Throw<InvalidInputException>().WithMessage($"device 'cuda:99': {expected}*");
    }
}
