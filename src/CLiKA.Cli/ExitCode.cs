namespace CLiKA.Cli;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    /// <summary>Success; nothing regressed.</summary>
    public const int Pass = 0;

    /// <summary>A cell or a pooled test regressed, or a metric changed where no change is allowed.</summary>
    public const int Regressed = 1;

    /// <summary>Invalid input, measurements that are not comparable, no baseline, or a comparison that could not have failed.</summary>
    public const int Unusable = 2;

    /// <summary>An internal error (EX_SOFTWARE).</summary>
    public const int Fault = 70;

    /// <summary>Cancelled by the user (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
