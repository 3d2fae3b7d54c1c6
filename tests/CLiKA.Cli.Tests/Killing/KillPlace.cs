namespace CLiKA.Cli.Tests.Killing;

/// <summary>Where a command is killed.</summary>
internal enum KillPlace
{
    /// <summary>At any time, from the start of the first command on.</summary>
    AtRandom,

    /// <summary>While answers are committed.</summary>
    WithinCommits,

    /// <summary>While what was measured is written.</summary>
    WithinResults,

    /// <summary>While a baseline is accepted.</summary>
    WithinAccepting,

    /// <summary>While a report is written.</summary>
    WithinReport,
}
