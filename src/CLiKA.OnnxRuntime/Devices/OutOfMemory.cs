using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>Recognizes that a device has too little memory: ONNX Runtime has no code for it, only words.</summary>
internal static class OutOfMemory
{
    // Of its arena, of CUDA and cuBLAS by their numbers for it, of cuDNN, whose names for it changed with version 9, and of the host.
    private static readonly string[] Words =
    [
        "Failed to allocate memory", "is smaller than requested bytes",
        "CUDA failure 2:", "out of memory", "CUBLAS failure 3:", "CUBLAS_STATUS_ALLOC_FAILED",
        "CUDNN_STATUS_ALLOC_FAILED", "DEVICE_ALLOCATION_FAILED", "HOST_ALLOCATION_FAILED",
        "bad_alloc",
    ];

    /// <summary>Whether an error says so.</summary>
    public static bool Caused(OnnxRuntimeException error) =>
        Array.Exists(Words, word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
