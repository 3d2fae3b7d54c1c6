using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>Recognizes errors caused by a lack of device memory: ONNX Runtime has no error code for it, only message texts.</summary>
internal static class OutOfMemory
{
    // Messages of ONNX Runtime's arena, of CUDA and cuBLAS (by their error numbers; attention gives cuBLAS's in words of its own), of cuDNN, whose names
    // for it changed in version 9, and of the host.
    private static readonly string[] Words =
    [
        "Failed to allocate memory", "is smaller than requested bytes",
        "CUDA failure 2:", "out of memory", "CUBLAS failure 3:", "GEMM failed: 3", "CUBLAS_STATUS_ALLOC_FAILED",
        "CUDNN_STATUS_ALLOC_FAILED", "DEVICE_ALLOCATION_FAILED", "HOST_ALLOCATION_FAILED",
        "bad_alloc",
    ];

    /// <summary>Returns whether an error was caused by a lack of memory.</summary>
    public static bool Caused(OnnxRuntimeException error) =>
        Array.Exists(Words, word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
