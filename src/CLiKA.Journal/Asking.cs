namespace CLiKA.Journal;

/// <summary>Which questions a run asks of a model whose answers a journal keeps.</summary>
public enum Asking
{
    /// <summary>Those whose answers are not known.</summary>
    Missing,

    /// <summary>All; new answers take the place of known ones.</summary>
    All,

    /// <summary>None: where an answer is not known, the run fails.</summary>
    None,
}
