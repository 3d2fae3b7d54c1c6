using CLiKA.Prompts;
using CLiKA.Teaching.Sets;
using TorchSharp;

namespace CLiKA.Lab.Teaching;

/// <summary>A request to teach a model.</summary>
/// <param name="Model">
/// Folder of a Llama-family model: <c>config.json</c>, <c>tokenizer.json</c> and safetensors, or the <c>model.onnx</c> that CLiKA exported from
/// it.
/// </param>
/// <param name="Set">The teaching set.</param>
/// <param name="Plan">The teaching plan.</param>
/// <param name="Target">Folder for the result; it must not hold a result yet.</param>
public sealed record TeachingRequest(string Model, TeachingSet Set, TeachingPlan Plan, string Target)
{
    /// <summary>Input of the model's chat template; null to teach texts unchanged.</summary>
    public ChatFormat? Chat { get; init; }

    /// <summary>Number of threads, at least 1. The same number gives bit-identical weights; another number gives different ones.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Device to run on.</summary>
    public DeviceType Device { get; init; } = DeviceType.CPU;
}
