namespace CLiKA.OnnxRuntime.Devices;

/// <summary>The kinds of device that can be requested.</summary>
public enum DeviceKind
{
    /// <summary>CUDA if it can be used, otherwise the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}
