namespace CLiKA.Onnx.Architectures;

/// <summary>What a router's products become, before experts are chosen.</summary>
public enum ExpertScoring
{
    /// <summary>Probabilities among all experts.</summary>
    Softmax,

    /// <summary>Numbers from 0 to 1, each expert's by itself, as in DeepSeek V3.</summary>
    Sigmoid,
}
