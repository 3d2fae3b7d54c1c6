using CLiKA.OnnxRuntime.Devices;

namespace CLiKA.OnnxRuntime;

/// <summary>How a local model is run. Nothing here changes an answer but the class of the device, in the last digits.</summary>
public sealed record OnnxAnswererOptions
{
    /// <summary>The device.</summary>
    public DeviceRequest Device { get; init; } = DeviceRequest.Auto;

    /// <summary>Threads for the CPU, at least 1; null for one a processor.</summary>
    public int? Threads { get; init; }

    /// <summary>Rows a batch, at least 1; null where <see cref="TokenBudget"/> decides.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Most tokens a batch, padding counted, the shared beginning not; a longer row makes a batch of its own.</summary>
    public int TokenBudget { get; init; } = 1024;
}
