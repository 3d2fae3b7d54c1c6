namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>How a checkpoint stores the matrices of a layer's experts that are one tensor.</summary>
public enum ExpertStorage
{
    /// <summary>As [experts, outputs, inputs], with the outputs of gates before those of up projections.</summary>
    ByOutputs,

    /// <summary>As [experts, inputs, outputs], in the same order, as in Qwen3-VL.</summary>
    ByInputs,

    /// <summary>As [experts, inputs, outputs], with outputs of gates and of up projections in turn, as in gpt-oss.</summary>
    ByInputsInTurn,
}
