using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>Loads a graph on the device that is asked for, never on another.</summary>
internal static class SessionOpener
{
    public const string CudaProvider = "CUDAExecutionProvider";

    public static OpenSession Open(string graphPath, DeviceRequest request, int threads)
    {
        if (request.Kind == DeviceKind.Cpu)
        {
            return OnCpu(graphPath, threads, why: string.Empty);
        }

        var hasCuda = OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider);
        if (request.Kind == DeviceKind.Auto)
        {
            return hasCuda
                ? OnCudaOrCpu(graphPath, threads)
                : OnCpu(graphPath, threads, " (auto: this build of ONNX Runtime has no CUDA provider)");
        }

        return hasCuda ? OnCuda(graphPath, request, threads, why: string.Empty) : throw new InvalidInputException(
            $"device '{request}'",
            "this is the CPU build of ONNX Runtime, which has no CUDA provider; build with -p:OnnxRuntimeFlavor=Gpu, or ask for cpu.");
    }

    private static OpenSession OnCudaOrCpu(string graphPath, int threads)
    {
        if (CudaLibraries.ProblemHere() is { } problem)
        {
            return OnCpu(graphPath, threads, $" (auto: {problem})");
        }

        try
        {
            return OnCuda(graphPath, new DeviceRequest(DeviceKind.Cuda, 0), threads, " (auto: CUDA is available)");
        }
        catch (InvalidInputException error)
        {
            return OnCpu(graphPath, threads, $" (auto: {error.Message})");
        }
    }

    private static OpenSession OnCpu(string graphPath, int threads, string why)
    {
        using var options = Options(threads);
        try
        {
            var session = new InferenceSession(graphPath, options);
            return new(session, DeviceMemory.OfHost(session), "cpu", $"CPU, {threads} {(threads == 1 ? "thread" : "threads")}{why}");
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidInputException(
                graphPath, $"ONNX Runtime cannot load it; it may be truncated or damaged: {error.Message}", error);
        }
    }

    private static OpenSession OnCuda(string graphPath, DeviceRequest request, int threads, string why)
    {
        if (CudaLibraries.ProblemHere() is { } problem)
        {
            throw new InvalidInputException($"device '{request}'", $"{problem}.");
        }

        using var options = Options(threads);
        using var cuda = new OrtCUDAProviderOptions();
        try
        {
            // Until the placement of its nodes is checked.
            options.ProfileOutputPathPrefix = Path.Combine(Path.GetTempPath(), $"clika-{Guid.NewGuid():N}");
            options.EnableProfiling = true;

            // TF32 would round the factors of every product to 10 bits.
            cuda.UpdateOptions(new() { ["device_id"] = $"{request.Index}", ["use_tf32"] = "0" });
            options.AppendExecutionProvider_CUDA(cuda);
            var session = new InferenceSession(graphPath, options);
            return new(session, DeviceMemory.OfCuda(session, request.Index), "cuda", $"CUDA, device {request.Index}{why}");
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidInputException(
                $"device '{request}'",
                $"CUDA cannot be used for {graphPath}; check the driver, CUDA and cuDNN libraries and the graph. "
                + $"ONNX Runtime says: {CudaLibraries.FailureIn(error.Message)}",
                error);
        }
    }

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Left alone, ONNX Runtime rounds activations to 8 bits where a graph dequantizes weights and rounds nothing else; 1 is 32 bits.
        options.AddSessionConfigEntry("session.qdq_matmulnbits_accuracy_level", "1");
        return options;
    }
}
