namespace CLiKA.Reporting;

/// <summary>How many languages stand beside one another, before they stand below one another.</summary>
internal static class LanguagesAcross
{
    /// <summary>As many as a wide terminal, or a window, shows.</summary>
    public const int Most = 20;
}
