namespace CLiKA.Baselines;

/// <summary>Which cells of a baseline have to be answered for.</summary>
public enum Scope
{
    /// <summary>The cells that were received: a filtered run does not answer for the others.</summary>
    Received,

    /// <summary>All of them: what the baseline has and was not received is an objection.</summary>
    Everything,
}
