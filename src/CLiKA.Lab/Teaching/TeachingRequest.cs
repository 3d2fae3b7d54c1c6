using CLiKA.Prompts;
using CLiKA.Teaching.Sets;
using TorchSharp;

namespace CLiKA.Lab.Teaching;

/// <summary>What is to be taught to which model.</summary>
/// <param name="Model">
/// Folder of a Llama-family model: <c>config.json</c>, <c>tokenizer.json</c> and safetensors, or the <c>model.onnx</c> that CLiKA wrote
/// of it.
/// </param>
/// <param name="Set">What is taught.</param>
/// <param name="Plan">How.</param>
/// <param name="Target">Folder for the result; it must not hold a result already.</param>
public sealed record TeachingRequest(string Model, TeachingSet Set, TeachingPlan Plan, string Target)
{
    /// <summary>What the model's chat template is told; null where the model is taught texts as they are.</summary>
    public ChatFormat? Chat { get; init; }

    /// <summary>
    /// Threads that share a sum, at least 1. The same number gives the same weights to the last bit; another number others.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Where it is computed.</summary>
    public DeviceType Device { get; init; } = DeviceType.CPU;
}
