using CLiKA.Measurements;

namespace CLiKA.Configuration;

/// <summary>One model of a configuration.</summary>
/// <param name="Name">Name of the model, which is also the name of its baselines' folder.</param>
/// <param name="Folder">Path of the model's folder.</param>
/// <param name="Device">Where it runs: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Protocol">How items are put to it; each probe set says itself in how many wordings.</param>
/// <param name="Adapter">
/// Path of a LoRA adapter with which the model is asked, an <c>.onnx_adapter</c> file or a PEFT folder; null where it is asked alone.
/// </param>
public sealed record ModelEntry(string Name, string Folder, string Device, Protocol Protocol, string? Adapter = null);
