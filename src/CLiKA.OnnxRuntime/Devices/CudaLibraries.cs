using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ELFSharp.ELF;
using ELFSharp.ELF.Sections;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>
/// Finds out which libraries ONNX Runtime's CUDA execution provider lacks on this machine. Its own error names one library of many; this says
/// which component is missing, and in which version the installed provider needs it.
/// </summary>
internal static partial class CudaLibraries
{
    private const string Driver = "libcuda.so.1";
    private const string Provider = "libonnxruntime_providers_cuda.so";

    /// <summary>Describes what is missing on this machine; returns null where nothing is, or where only ONNX Runtime can tell.</summary>
    public static string? ProblemHere()
    {
        if (ProviderHere() is not { } path)
        {
            return null;
        }

        using var provider = File.OpenRead(path);
        return Problem(NeededBy(provider), name => NativeLibrary.TryLoad(name, out _));
    }

    /// <summary>
    /// Returns the path of the provider's library, which ONNX Runtime expects beside its own; null where there is none, as with a CPU build.
    /// </summary>
    public static string? ProviderHere()
    {
        // Only the loaded module tells where ONNX Runtime lies: the program's own folder, a folder below it, or elsewhere.
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>()
            .Where(module => module.ModuleName.StartsWith("libonnxruntime.so", StringComparison.Ordinal))
            .Select(module => Path.Combine(Path.GetDirectoryName(module.FileName)!, Provider))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>
    /// Returns the libraries that a library is linked against (DT_NEEDED). Libraries that it opens itself at run time are not included: it may do
    /// without them, or try several versions.
    /// </summary>
    /// <param name="library">An ELF shared library.</param>
    /// <returns>Their names; empty where the file is not an ELF library.</returns>
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

    /// <summary>Describes what is missing; returns null where nothing is.</summary>
    /// <param name="needed">Names of the libraries that the provider needs.</param>
    /// <param name="canLoad">Returns whether a library can be loaded.</param>
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

        // cuRAND and cuFFT have version numbers of their own; those of cuBLAS and the CUDA runtime follow CUDA's.
        var counts = needed.FirstOrDefault(name => name.StartsWith("libcublas.", StringComparison.Ordinal), ofCuda[0]);
        return $"this build of ONNX Runtime needs CUDA {MajorOf(counts)}, of which {string.Join(", ", ofCuda)} cannot be loaded";
    }

    /// <summary>
    /// Extracts the error of CUDA, cuBLAS or cuDNN, or the report of an invalid device, from a message of ONNX Runtime, without the file and function
    /// names around it; returns the whole message where it contains neither.
    /// </summary>
    /// <param name="message">The message of ONNX Runtime.</param>
    public static string FailureIn(string message) => Failure().Match(message) is { Success: true } failure ? failure.Value : message;

    private static bool IsOfCuda(string name) => name.StartsWith("libcu", StringComparison.Ordinal) && !IsCudnn(name);

    private static bool IsCudnn(string name) => name.StartsWith("libcudnn.", StringComparison.Ordinal);

    private static string MajorOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    [GeneratedRegex("(?:CUDA|CUBLAS|CUDNN) failure [0-9]+: [^;]*[^; ](?= *;)|Invalid device ID: [^.]*\\.")]
    private static partial Regex Failure();
}
