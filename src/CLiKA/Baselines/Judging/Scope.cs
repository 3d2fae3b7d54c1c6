namespace CLiKA.Baselines.Judging;

/// <summary>Which cells of a baseline must have been received.</summary>
public enum Scope
{
    /// <summary>Only those that were received: a filtered run is not held responsible for the others.</summary>
    Received,

    /// <summary>All of them: a cell of the baseline that was not received is an objection.</summary>
    Everything,
}
