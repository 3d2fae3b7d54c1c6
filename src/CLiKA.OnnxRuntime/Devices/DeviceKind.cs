namespace CLiKA.OnnxRuntime.Devices;

/// <summary>The classes of device that can be asked for.</summary>
public enum DeviceKind
{
    /// <summary>CUDA where it can be used, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,
}
