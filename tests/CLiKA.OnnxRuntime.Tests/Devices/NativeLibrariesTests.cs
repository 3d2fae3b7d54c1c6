namespace CLiKA.OnnxRuntime.Tests.Devices;

public sealed class NativeLibrariesTests
{
    // With CUDA, those of the other system would add 0.2 or 0.3 GB to every program.
    [Fact]
    public void A_build_has_the_native_libraries_of_its_system_only()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

        var found = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "runtimes"), "*onnxruntime*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(AppContext.BaseDirectory, path).Replace('\\', '/'));

        found.Should().NotBeEmpty().And.OnlyContain(path => path.StartsWith($"runtimes/{system}-", StringComparison.Ordinal));
    }
}
