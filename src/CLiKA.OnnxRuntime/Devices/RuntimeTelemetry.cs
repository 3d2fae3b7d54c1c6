using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>
/// Keeps ONNX Runtime from telling Microsoft how it is used. Its official builds send names, graphs and hashes of models, speed and errors from where no
/// build server's variable is set.
/// </summary>
internal static partial class RuntimeTelemetry
{
    // Linux and macOS: nothing is sent and no file is written if this is set before the runtime initializes, which only a module initializer can make sure of.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Whatever is used first of this library may initialize the runtime.")]
    internal static void SuppressUploads()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Native code does not see what .NET sets.
            _ = SetVariable("ORT_DISABLE_TELEMETRY", "1", 1);
        }
    }

    /// <summary>Ends the events that Windows may pass on, once the runtime is initialized.</summary>
    public static void SuppressEvents() => OrtEnv.Instance().DisableTelemetryEvents();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
