namespace CLiKA.Reporting.Lost;

/// <summary>In how many of the compared languages an item was lost.</summary>
public enum LostSpread
{
    /// <summary>One language.</summary>
    One,

    /// <summary>More than one language, but not all.</summary>
    Several,

    /// <summary>All languages, of which there are at least two: it was right in each of them before.</summary>
    All,
}
