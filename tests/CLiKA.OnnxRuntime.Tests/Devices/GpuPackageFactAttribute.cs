using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Devices;

/// <summary>A fact about Microsoft.ML.OnnxRuntime.Gpu, which a GPU is not needed for; it says so where the tests were built with the other package.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GpuPackageFactAttribute : FactAttribute
{
    public GpuPackageFactAttribute()
    {
        if (!IsBuilt)
        {
            Skip = "Built with the CPU package of ONNX Runtime; -p:OnnxRuntimeFlavor=Gpu takes the other.";
        }
    }

    /// <summary>Whether the tests were built with it.</summary>
    public static bool IsBuilt { get; } = OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");
}
