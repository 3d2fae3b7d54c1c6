using CLiKA.Configuration;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;
using CLiKA.Runs;

namespace CLiKA.OnnxRuntime;

/// <summary>
/// Options for running a local model. None affects an answer except the adapter, the chat format and, in the last digits, the class of device.
/// </summary>
public sealed record OnnxAnswererOptions
{
    /// <summary>The device.</summary>
    public DeviceRequest Device { get; init; } = DeviceRequest.Auto;

    /// <summary>Input of the model's chat template; null where prompts are passed to the model unchanged.</summary>
    public ChatFormat? Chat { get; init; }

    /// <summary>
    /// Path of a LoRA adapter, an <c>.onnx_adapter</c> file or a PEFT folder, for graphs that have LoRA inputs; null for the model alone.
    /// </summary>
    public string? Adapter { get; init; }

    /// <summary>Number of CPU threads, at least 1; null for one per processor.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Maximum number of rows per batch, at least 1; null to let <see cref="TokenBudget"/> decide. A batch of several rows never has more than
    /// 256 MiB of logits or, on the CPU and with other exporters' graphs, 2 GiB of KV cache.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// Maximum number of tokens per batch, with padding and without the shared prefix, at least 1; null for 1,024 on the CPU and 16,384 on CUDA. A longer
    /// row forms a batch of its own.
    /// </summary>
    public int? TokenBudget { get; init; }

    /// <summary>Creates the options for a configured model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidInputException">The device is not valid.</exception>
    public static OnnxAnswererOptions For(ModelEntry model) =>
        new() { Device = DeviceRequest.Parse(model.Device), Chat = model.Protocol.Wrapping.Chat, Adapter = model.Adapter };

    /// <summary>Returns options that run the same model in another way.</summary>
    /// <param name="execution">How to run the model.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidInputException">The device is not valid.</exception>
    public OnnxAnswererOptions In(Execution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        return this with
        {
            TokenBudget = execution.TokenBudget ?? TokenBudget,
            Threads = execution.Threads ?? Threads,
            Device = execution.Device is { } device ? DeviceRequest.Parse(device) : Device,
        };
    }
}
