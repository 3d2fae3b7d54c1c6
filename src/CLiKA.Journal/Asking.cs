namespace CLiKA.Journal;

/// <summary>The questions that a run asks a model whose answers are stored in a journal.</summary>
public enum Asking
{
    /// <summary>Those without a stored answer.</summary>
    Missing,

    /// <summary>All; new answers replace stored ones.</summary>
    All,

    /// <summary>None: the run fails where an answer is missing.</summary>
    None,
}
