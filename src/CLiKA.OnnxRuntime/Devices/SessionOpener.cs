using CLiKA.OnnxRuntime.Adapters;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>Loads a graph on the requested device, never on another.</summary>
internal static class SessionOpener
{
    public const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>Loads a graph on the requested device.</summary>
    /// <param name="graphPath">Path of the graph.</param>
    /// <param name="request">The device.</param>
    /// <param name="threads">Number of CPU threads.</param>
    /// <param name="adapter">
    /// Path of the adapter, without which the model is never run. On the CPU, the session has it as initializers where the graph allows that;
    /// otherwise the caller has to apply it.
    /// </param>
    /// <exception cref="InvalidInputException">The graph or the adapter cannot be loaded, or the device cannot be used.</exception>
    public static OpenSession Open(string graphPath, DeviceRequest request, int threads, string? adapter = null)
    {
        RuntimeTelemetry.SuppressEvents();
        if (request.Kind == DeviceKind.Cpu)
        {
            return OnCpu(graphPath, threads, why: string.Empty, adapter);
        }

        var hasCuda = OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider);
        if (request.Kind == DeviceKind.Auto)
        {
            return hasCuda
                ? OnCudaOrCpu(graphPath, threads, adapter)
                : OnCpu(graphPath, threads, " (auto: this build of ONNX Runtime has no CUDA provider)", adapter);
        }

        return hasCuda ? OnCuda(graphPath, request, threads, why: string.Empty) : throw new InvalidInputException(
            $"device '{request}'",
            "this is the CPU build of ONNX Runtime, which has no CUDA provider; build with -p:OnnxRuntimeFlavor=Gpu, or set the device to cpu.");
    }

    /// <summary>
    /// Reads a loaded graph. If the device was chosen automatically and turns out not to work, the graph is loaded on the CPU instead.
    /// </summary>
    /// <param name="open">The loaded graph; disposed of unless it is returned.</param>
    /// <param name="request">The device that was asked for.</param>
    /// <param name="read">Reads the graph.</param>
    /// <param name="onCpu">Loads the graph on the CPU, given the reason for the fallback.</param>
    /// <returns>The graph that is finally loaded, and the result of <paramref name="read"/>.</returns>
    /// <exception cref="InvalidInputException">The graph is invalid, or does not run on the requested device.</exception>
    public static (OpenSession Open, T Read) ReadHereOrOnCpu<T>(
        OpenSession open, DeviceRequest request, Func<OpenSession, T> read, Func<string, OpenSession> onCpu)
    {
        try
        {
            return (open, read(open));
        }
        catch (InvalidInputException error) when (request.Kind == DeviceKind.Auto && open.DeviceClass == "cuda")
        {
            open.Dispose();
            return ReadHereOrOnCpu(onCpu($" (auto: {error.Message})"), request, read, onCpu);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>Loads a graph, and turns ONNX Runtime's error into one that names the file.</summary>
    /// <param name="graphPath">Its path.</param>
    /// <param name="load">Loads the graph.</param>
    public static InferenceSession Load(string graphPath, Func<InferenceSession> load)
    {
        try
        {
            return load();
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidInputException(
                graphPath, $"ONNX Runtime cannot load it; it may be truncated or damaged: {error.Message}", error);
        }
    }

    private static OpenSession OnCudaOrCpu(string graphPath, int threads, string? adapter)
    {
        if (CudaLibraries.ProblemHere() is { } problem)
        {
            return OnCpu(graphPath, threads, $" (auto: {problem})", adapter);
        }

        try
        {
            return OnCuda(graphPath, new DeviceRequest(DeviceKind.Cuda, 0), threads, " (auto: CUDA is available)");
        }
        catch (InvalidInputException error)
        {
            return OnCpu(graphPath, threads, $" (auto: {error.Message})", adapter);
        }
    }

    /// <summary>Loads a graph on the CPU.</summary>
    /// <param name="graphPath">Its path.</param>
    /// <param name="threads">Number of CPU threads.</param>
    /// <param name="why">Text to append to the description of the device.</param>
    /// <param name="adapter">Path of the adapter, without which the model is never run; null for none.</param>
    public static OpenSession OnCpu(string graphPath, int threads, string why, string? adapter)
    {
        var weights = SharedWeights.Of(graphPath, () => Options(threads));
        try
        {
            var fitted = adapter is null || weights is null ? null : FittedAdapter.Read(adapter, graphPath, weights.LoraInputs);
            using var options = Options(threads);
            var session = weights?.Open(fitted) ?? Load(graphPath, () => new(graphPath, options));
            return new(session, OrtMemoryInfo.DefaultInstance, "cpu", $"CPU, {threads} {(threads == 1 ? "thread" : "threads")}{why}", threads)
            {
                Weights = weights,
                Adapter = fitted,
            };
        }
        catch
        {
            weights?.Dispose();
            throw;
        }
    }

    private static OpenSession OnCuda(string graphPath, DeviceRequest request, int threads, string why)
    {
        if (CudaLibraries.ProblemHere() is { } problem)
        {
            throw new InvalidInputException($"device '{request}'", $"{problem}.");
        }

        // Profiling stays on until the placement of the nodes has been checked.
        var profileFolder = Directory.CreateTempSubdirectory("clika-").FullName;
        try
        {
            using var options = Options(threads);
            using var cuda = new OrtCUDAProviderOptions();

            // TF32 would round the operands of every matrix product to 10 bits.
            cuda.UpdateOptions(new() { ["device_id"] = $"{request.Index}", ["use_tf32"] = "0" });
            options.AppendExecutionProvider_CUDA(cuda);
            options.ProfileOutputPathPrefix = Path.Combine(profileFolder, "profile");
            options.EnableProfiling = true;
            return new(new(graphPath, options), MemoryOf(request.Index), "cuda", $"CUDA, device {request.Index}{why}", threads) { ProfileFolder = profileFolder };
        }
        catch (OnnxRuntimeException error)
        {
            OpenSession.DeleteProfiles(profileFolder);
            throw NotOnCuda(graphPath, request, error);
        }
        catch
        {
            OpenSession.DeleteProfiles(profileFolder);
            throw;
        }
    }

    /// <summary>Creates the error for a graph that cannot be loaded on CUDA.</summary>
    /// <param name="graphPath">Its path.</param>
    /// <param name="request">The device.</param>
    /// <param name="error">The error of ONNX Runtime.</param>
    public static InvalidInputException NotOnCuda(string graphPath, DeviceRequest request, OnnxRuntimeException error)
    {
        var what = OutOfMemory.Caused(error)
            ? $"has too little memory for {graphPath}."
            : $"CUDA cannot be used for {graphPath}; check the driver, CUDA and cuDNN libraries and the graph.";
        return new($"device '{request}'", $"{what} ONNX Runtime says: {CudaLibraries.FailureIn(error.Message).TrimEnd()}", error);
    }

    private static OrtMemoryInfo MemoryOf(int device) =>
        new(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, device, OrtMemType.Default);

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // By default, ONNX Runtime quantizes activations to 8 bits where a graph only dequantizes weights; level 1 computes in 32 bits.
        options.AddSessionConfigEntry("session.qdq_matmulnbits_accuracy_level", "1");
        return options;
    }
}
