namespace CLiKA.Reporting.Lost;

/// <summary>In how many of the languages that were compared an item was lost.</summary>
public enum LostSpread
{
    /// <summary>In one.</summary>
    One,

    /// <summary>In more than one, and not in all.</summary>
    Several,

    /// <summary>In all, of at least two: it was right in each of them before.</summary>
    All,
}
