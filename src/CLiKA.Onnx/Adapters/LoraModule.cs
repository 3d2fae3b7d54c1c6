namespace CLiKA.Onnx.Adapters;

/// <summary>The low-rank update of one projection: its output grows by the adapter's scaling times B A x (Hu et al., arXiv 2106.09685).</summary>
/// <param name="Name">HuggingFace's name of the projection, such as <c>model.layers.0.self_attn.q_proj</c>.</param>
/// <param name="Inputs">Width of the projection's input.</param>
/// <param name="Outputs">Width of the projection's output.</param>
/// <param name="A">[rank, inputs], row-major.</param>
/// <param name="B">[outputs, rank], row-major, without the scaling.</param>
public sealed record LoraModule(string Name, int Inputs, int Outputs, float[] A, float[] B)
{
    /// <summary>The rank, derived from <see cref="A"/>.</summary>
    public int Rank => A.Length / Inputs;
}
