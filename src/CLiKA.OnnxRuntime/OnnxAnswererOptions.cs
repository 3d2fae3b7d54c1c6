using CLiKA.Configuration;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;
using CLiKA.Runs;

namespace CLiKA.OnnxRuntime;

/// <summary>
/// How a local model is run. Nothing here changes an answer but an adapter, the turns of a chat and, in the last digits, the class of the
/// device.
/// </summary>
public sealed record OnnxAnswererOptions
{
    /// <summary>The device.</summary>
    public DeviceRequest Device { get; init; } = DeviceRequest.Auto;

    /// <summary>What the model's chat template is told; null where prompts are given to the model as they are.</summary>
    public ChatFormat? Chat { get; init; }

    /// <summary>
    /// Path of a LoRA adapter, an <c>.onnx_adapter</c> file or a PEFT folder, for graphs that have LoRA inputs; null for the model alone.
    /// </summary>
    public string? Adapter { get; init; }

    /// <summary>Threads for the CPU, at least 1; null for one a processor.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Most rows a batch, at least 1; null where <see cref="TokenBudget"/> decides. No batch of several has more than 256 MiB of logits, or 2 GiB of
    /// keys and values.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>Most tokens a batch, padding counted, the shared beginning not; a longer row makes a batch of its own.</summary>
    public int TokenBudget { get; init; } = 1024;

    /// <summary>The options that a configuration names.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidInputException">The device is none.</exception>
    public static OnnxAnswererOptions For(ModelEntry model) =>
        new() { Device = DeviceRequest.Parse(model.Device), Chat = model.Protocol.Wrapping.Chat, Adapter = model.Adapter };

    /// <summary>The same model, run in another way.</summary>
    /// <param name="execution">The way.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidInputException">The device is none.</exception>
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
