using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>
/// What ONNX Runtime's CUDA provider needs on a machine. Its own error names one library of many; this says which part is missing, and in
/// which version the provider at hand wants it.
/// </summary>
internal static partial class CudaLibraries
{
    private const string Driver = "libcuda.so.1";
    private const string Provider = "libonnxruntime_providers_cuda.so";

    /// <summary>What is missing on this machine, in words; null where nothing is, or where only the runtime can tell.</summary>
    public static string? ProblemHere()
    {
        string[] folders = [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native")];
        var provider = folders.Select(folder => Path.Combine(folder, Provider)).FirstOrDefault(File.Exists);
        if (provider is null || !OperatingSystem.IsLinux())
        {
            return null;
        }

        using var stream = File.OpenRead(provider);
        return Problem(NeededBy(stream), name => NativeLibrary.TryLoad(name, out _));
    }

    /// <summary>The names of the libraries that a provider needs, wherever they stand in it: some it opens itself, while it runs.</summary>
    /// <param name="provider">The provider's library.</param>
    public static IReadOnlyList<string> NeededBy(Stream provider)
    {
        const int LongestName = 64;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var buffer = new byte[1 << 22];
        var kept = 0;
        while (provider.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false) is > 0 and var read)
        {
            var part = buffer.AsSpan(0, kept + read);
            for (var at = part.IndexOf("libcu"u8); at >= 0;)
            {
                if (LibraryName().Match(Encoding.Latin1.GetString(part[at..Math.Min(at + LongestName, part.Length)])) is { Success: true } name)
                {
                    names.Add(name.Value);
                }

                var next = part[(at + 1)..].IndexOf("libcu"u8);
                at = next < 0 ? next : at + 1 + next;
            }

            // A name may be cut by the end of the part; a shorter one that was read of it is a beginning of the whole.
            kept = Math.Min(LongestName, part.Length);
            part[^kept..].CopyTo(buffer);
        }

        return [.. names.Where(name => !names.Any(longer => longer.Length > name.Length && longer.StartsWith(name, StringComparison.Ordinal)))];
    }

    /// <summary>What is missing, in words; null where nothing is.</summary>
    /// <param name="needed">Names of the libraries that the provider needs.</param>
    /// <param name="canLoad">Whether a library can be loaded.</param>
    public static string? Problem(IReadOnlyList<string> needed, Func<string, bool> canLoad)
    {
        if (!canLoad(Driver))
        {
            return $"the NVIDIA driver is missing ({Driver} cannot be loaded)";
        }

        var missing = needed.Where(name => !canLoad(name)).ToList();
        var ofCuda = missing.Where(name => !IsCudnn(name)).ToList();
        if (ofCuda.Count == 0)
        {
            return missing.Count == 0 ? null : $"this build of ONNX Runtime needs cuDNN {MajorOf(missing[0])} ({missing[0]} cannot be loaded)";
        }

        // cuRAND and cuFFT count their own versions; cuBLAS and the runtime count CUDA's.
        var counts = needed.FirstOrDefault(name => name.StartsWith("libcublas.", StringComparison.Ordinal), ofCuda[0]);
        return $"this build of ONNX Runtime needs CUDA {MajorOf(counts)}, of which {string.Join(", ", ofCuda)} cannot be loaded";
    }

    private static bool IsCudnn(string name) => name.StartsWith("libcudnn.", StringComparison.Ordinal);

    private static string MajorOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"^lib(?:cublas|cublasLt|cudart|curand|cufft|cudnn)\.so\.[0-9]+")]
    private static partial Regex LibraryName();
}
