using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Devices;

/// <summary>A fact about the package Microsoft.ML.OnnxRuntime.Gpu that needs no GPU; skipped where the tests were built with the CPU package.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GpuPackageFactAttribute : FactAttribute
{
    public GpuPackageFactAttribute()
    {
        if (!IsBuilt)
        {
            Skip = "Built with the CPU package of ONNX Runtime; build with -p:OnnxRuntimeFlavor=Gpu.";
        }
    }

    /// <summary>Whether the tests were built with the package.</summary>
    public static bool IsBuilt { get; } = OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");
}
