using System.Text;
using CLiKA.OnnxRuntime.Devices;

namespace CLiKA.OnnxRuntime.Tests.Devices;

public sealed class CudaLibrariesTests
{
    private static readonly string[] Needed = ["libcublas.so.13", "libcublasLt.so.13", "libcudart.so.13", "libcudnn.so.9", "libcurand.so.10"];

    [Theory]
    [InlineData("", null)]
    [InlineData("libcuda.so.1", "the NVIDIA driver is missing (libcuda.so.1 cannot be loaded)")]
    [InlineData("libcuda.so.1 libcublas.so.13 libcudnn.so.9", "the NVIDIA driver is missing (libcuda.so.1 cannot be loaded)")]
    [InlineData("libcudnn.so.9", "this build of ONNX Runtime needs cuDNN 9 (libcudnn.so.9 cannot be loaded)")]
    [InlineData("libcurand.so.10", "this build of ONNX Runtime needs CUDA 13, of which libcurand.so.10 cannot be loaded")]
    [InlineData(
        "libcublas.so.13 libcudnn.so.9 libcudart.so.13",
        "this build of ONNX Runtime needs CUDA 13, of which libcublas.so.13, libcudart.so.13 cannot be loaded")]
    public void What_is_missing_is_named_with_the_version_that_is_wanted(string missing, string? expected) =>
        CudaLibraries.Problem(Needed, name => !missing.Split(' ').Contains(name)).Should().Be(expected);

    [Fact]
    public void The_provider_itself_says_what_it_needs()
    {
        var library = new byte[9_000_000];
        var places = new[] { 0, (1 << 22) - 9, 5_000_000, library.Length - 64, 7_000_000 };
        foreach (var (name, place) in Needed.Zip(places))
        {
            Encoding.ASCII.GetBytes($"{name}\0").CopyTo(library, place);
        }

        Encoding.ASCII.GetBytes("libcustom.so.5\0libcublas.a\0").CopyTo(library, 100);

        CudaLibraries.NeededBy(new MemoryStream(library)).Should().Equal(Needed);
    }
}
