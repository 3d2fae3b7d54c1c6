namespace CLiKA.Baselines;

/// <summary>Why a gate would let a model pass that answers nothing.</summary>
public enum BlindingCause
{
    /// <summary>The noise that was measured of the model explains the loss of all that it knows.</summary>
    Noise,

    /// <summary>The margin is wider than what there is to lose.</summary>
    Margin,

    /// <summary>So few answers are right that the loss of all may be chance, at the part of alpha that a test has.</summary>
    TooFew,
}
