namespace CLiKA.Journal.Tests.Killing;

/// <summary>Where a run is killed.</summary>
internal enum DeathPlace
{
    /// <summary>By another process, at any time.</summary>
    AtRandom,

    /// <summary>When a slice is answered and not committed.</summary>
    BeforeCommit,

    /// <summary>Some microseconds after a slice is answered, while it is committed.</summary>
    WithinCommit,

    /// <summary>When the next slice is about to be asked.</summary>
    AfterCommit,
}
