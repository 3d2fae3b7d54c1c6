using System.Text;
using System.Text.RegularExpressions;
using CLiKA.OnnxRuntime.Devices;

namespace CLiKA.OnnxRuntime.Tests.Devices;

public sealed partial class CudaLibrariesTests
{
    private static readonly string[] Needed =
        ["libcublasLt.so.13", "libcublas.so.13", "libcurand.so.10", "libcudart.so.13", "libcuda.so.1", "libcudnn.so.9", "libstdc++.so.6"];

    [Theory]
    [InlineData("", null)]
    [InlineData("libcuda.so.1", "the NVIDIA driver is missing (libcuda.so.1 cannot be loaded)")]
    [InlineData("libcuda.so.1 libcublas.so.13 libcudnn.so.9", "the NVIDIA driver is missing (libcuda.so.1 cannot be loaded)")]
    [InlineData("libcudnn.so.9", "this build of ONNX Runtime needs cuDNN 9 (libcudnn.so.9 cannot be loaded)")]
    [InlineData("libcurand.so.10", "this build of ONNX Runtime needs CUDA 13, of which libcurand.so.10 cannot be loaded")]
    [InlineData(
        "libcublas.so.13 libcudnn.so.9 libcudart.so.13",
        "this build of ONNX Runtime needs CUDA 13, of which libcublas.so.13, libcudart.so.13 cannot be loaded")]
    [InlineData("libstdc++.so.6", "this build of ONNX Runtime needs libstdc++.so.6, which cannot be loaded")]
    public void A_missing_library_is_named_with_its_version(string missing, string? expected) =>
        CudaLibraries.Problem(Needed, name => !missing.Split(' ').Contains(name)).Should().Be(expected);

    [Fact]
    public void Needed_libraries_are_read_from_the_dynamic_section()
    {
        // Both packages have this library. The CUDA provider also contains names of libraries that it tries but does not need.
        string[] place = [AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libonnxruntime_providers_shared.so"];
        var library = File.ReadAllBytes(Path.Combine(place));

        var needed = CudaLibraries.NeededBy(new MemoryStream([.. library, .. Encoding.ASCII.GetBytes("\0libcudart.so.12\0")]));

        needed.Should().Contain("libc.so.6").And.NotContain(name => name.Contains("cudart", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_a_library_needs_none() =>
        CudaLibraries.NeededBy(new MemoryStream(Encoding.ASCII.GetBytes("libcudart.so.13\0 and more"))).Should().BeEmpty();

    [Theory]
    [InlineData(
        "provider_options_utils.h:187 Parse Failed to parse provider option \"device_id\": CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=vm ; file=/a.cc",
        "CUDA failure 100: no CUDA-capable device is detected")]
    [InlineData(
        "provider_options_utils.h:187 Parse Failed to parse provider option \"device_id\": a.cc:71 operator() Invalid device ID: 1, must be between 0 (inclusive) and 1 (exclusive).\n",
        "Invalid device ID: 1, must be between 0 (inclusive) and 1 (exclusive).")]
    [InlineData(
        "[ErrorCode:Fail] /onnxruntime_src/cuda_call.cc:154 [with ERRTYPE = cublasStatus_t] CUBLAS failure 3: the resource allocation failed ; GPU=0 ; hostname=vm ; file=/a.cc",
        "CUBLAS failure 3: the resource allocation failed")]
    [InlineData("cuDNN is unavailable", "cuDNN is unavailable")]
    public void The_CUDA_error_of_a_long_message_is_shown(string message, string shown) => CudaLibraries.FailureIn(message).Should().Be(shown);

    [GpuPackageFact]
    public void The_provider_of_the_package_needs_the_driver_and_one_version_of_CUDA()
    {
        using var provider = File.OpenRead(CudaLibraries.ProviderHere()!);

        var needed = CudaLibraries.NeededBy(provider);

        needed.Should().Contain("libcuda.so.1");
        var counted = needed.Select(name => CountedByCuda().Match(name)).Where(match => match.Success).ToList();
        counted.Select(match => match.Groups[1].Value).Should().BeEquivalentTo("cublas", "cublasLt", "cudart");
        counted.Select(match => match.Groups[2].Value).Distinct().Should().ContainSingle();
    }

    [GeneratedRegex(@"^lib(cublas|cublasLt|cudart)\.so\.([0-9]+)$")]
    private static partial Regex CountedByCuda();
}
