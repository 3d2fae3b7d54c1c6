namespace CLiKA.Baselines.Judging;

/// <summary>The reason why a gate would pass a model that no longer answers anything.</summary>
public enum BlindingCause
{
    /// <summary>The model's measured noise explains the loss of all that it knows.</summary>
    Noise,

    /// <summary>The margin exceeds what there is to lose.</summary>
    Margin,

    /// <summary>So few answers are right that losing them all may be chance, at the part of alpha that a test gets.</summary>
    TooFew,
}
