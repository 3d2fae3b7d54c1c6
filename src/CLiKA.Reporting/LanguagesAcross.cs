namespace CLiKA.Reporting;

/// <summary>The maximum number of languages side by side, before they continue below.</summary>
internal static class LanguagesAcross
{
    /// <summary>As many as fit a wide terminal or a window.</summary>
    public const int Most = 20;
}
