namespace CLiKA.Baselines;

/// <summary>Whether nobody is watching: in a pipeline no diff tool opens and no baseline is accepted.</summary>
public static class Pipeline
{
    /// <summary>Whether the environment says so, as build servers do: CI is set, to anything but false or 0.</summary>
    public static bool IsRunning =>
        Environment.GetEnvironmentVariable("CI") is { Length: > 0 } value
        && !value.Equals("false", StringComparison.OrdinalIgnoreCase)
        && value != "0";
}
