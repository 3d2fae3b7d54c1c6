using CLiKA.Languages;

namespace CLiKA.Reporting.Pages;

/// <summary>Words that HTML and readers want for what the domain names otherwise.</summary>
internal static class PageText
{
    /// <summary>The value of the attribute <c>dir</c>.</summary>
    public static string Direction(Language language) => language.Direction == TextDirection.RightToLeft ? "rtl" : "ltr";
}
