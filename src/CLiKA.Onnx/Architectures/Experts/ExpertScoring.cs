namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>The function that turns a router's logits into scores.</summary>
public enum ExpertScoring
{
    /// <summary>Softmax over all experts.</summary>
    Softmax,

    /// <summary>Sigmoid of each expert's logit, as in DeepSeek V3.</summary>
    Sigmoid,

    /// <summary>Sigmoid too, but experts are chosen by their logits, which differ where sigmoids are rounded to 1, as in Llama 4.</summary>
    SigmoidOfChosen,
}
