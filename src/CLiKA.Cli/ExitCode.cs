namespace CLiKA.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Done; nothing regressed.</summary>
    public const int Pass = 0;

    /// <summary>A cell or a pooled test regressed; or a metric changed where none may.</summary>
    public const int Regressed = 1;

    /// <summary>Bad input, not comparable, or no baseline.</summary>
    public const int Unusable = 2;

    /// <summary>A fault of this program (EX_SOFTWARE).</summary>
    public const int Fault = 70;

    /// <summary>Ended by the user (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
