using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ELFSharp.ELF;
using ELFSharp.ELF.Sections;

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
        if (ProviderHere() is not { } path)
        {
            return null;
        }

        using var provider = File.OpenRead(path);
        return Problem(NeededBy(provider), name => NativeLibrary.TryLoad(name, out _));
    }

    /// <summary>Path of the provider's library, which ONNX Runtime looks for beside its own; null where there is none, as beside a CPU build.</summary>
    public static string? ProviderHere()
    {
        // Where it was loaded from, it alone knows: a program's own folder, one of its folders, or another one.
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>()
            .Where(module => module.ModuleName.StartsWith("libonnxruntime.so", StringComparison.Ordinal))
            .Select(module => Path.Combine(Path.GetDirectoryName(module.FileName)!, Provider))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>
    /// The libraries that have to be there before a library can be loaded. Others, which it opens itself while it runs, are not among them:
    /// it may do without, or try the names of several versions.
    /// </summary>
    /// <param name="library">A library of Linux.</param>
    /// <returns>Their names; none where the file is no such library.</returns>
    public static IReadOnlyList<string> NeededBy(Stream library)
    {
        if (!ELFReader.TryLoad(library, shouldOwnStream: false, out var elf))
        {
            return [];
        }

        using (elf)
        {
            var names = (IStringTable)elf.GetSection(".dynstr");
            return
            [
                .. from section in elf.Sections.OfType<IDynamicSection>()
                   from entry in section.Entries.OfType<DynamicEntry<ulong>>()
                   where entry.Tag == DynamicTag.Needed
                   select names[(long)entry.Value],
            ];
        }
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
        if (missing.Count == 0)
        {
            return null;
        }

        var ofCuda = missing.Where(IsOfCuda).ToList();
        if (ofCuda.Count == 0)
        {
            return IsCudnn(missing[0])
                ? $"this build of ONNX Runtime needs cuDNN {MajorOf(missing[0])} ({missing[0]} cannot be loaded)"
                : $"this build of ONNX Runtime needs {string.Join(", ", missing)}, which cannot be loaded";
        }

        // cuRAND and cuFFT count their own versions; cuBLAS and the runtime count CUDA's.
        var counts = needed.FirstOrDefault(name => name.StartsWith("libcublas.", StringComparison.Ordinal), ofCuda[0]);
        return $"this build of ONNX Runtime needs CUDA {MajorOf(counts)}, of which {string.Join(", ", ofCuda)} cannot be loaded";
    }

    /// <summary>
    /// What CUDA itself said, or that there is no such device, without the names of the files and functions that ONNX Runtime wraps around it; the whole
    /// where neither was said.
    /// </summary>
    /// <param name="message">A message of ONNX Runtime.</param>
    public static string FailureIn(string message) => Failure().Match(message) is { Success: true } failure ? failure.Value : message;

    private static bool IsOfCuda(string name) => name.StartsWith("libcu", StringComparison.Ordinal) && !IsCudnn(name);

    private static bool IsCudnn(string name) => name.StartsWith("libcudnn.", StringComparison.Ordinal);

    private static string MajorOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    [GeneratedRegex("CUDA failure [0-9]+: [^;]*[^; ](?= *;)|Invalid device ID: [^.]*\\.")]
    private static partial Regex Failure();
}
