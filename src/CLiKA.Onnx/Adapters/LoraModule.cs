namespace CLiKA.Onnx.Adapters;

/// <summary>
/// What LoRA adds to one projection: its output grows by the adapter's scaling times B A x (Hu et al., arXiv 2106.09685).
/// </summary>
/// <param name="Name">HuggingFace's name of the projection, such as <c>model.layers.0.self_attn.q_proj</c>.</param>
/// <param name="Inputs">Width of what goes into the projection.</param>
/// <param name="Outputs">Width of what comes out.</param>
/// <param name="A">[rank, inputs], row-major.</param>
/// <param name="B">[outputs, rank], row-major, not scaled.</param>
public sealed record LoraModule(string Name, int Inputs, int Outputs, float[] A, float[] B)
{
    /// <summary>The rank, which follows from <see cref="A"/>.</summary>
    public int Rank => A.Length / Inputs;
}
