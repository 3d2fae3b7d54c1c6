using CLiKA.Languages;

namespace CLiKA.Reporting.Pages;

/// <summary>HTML attribute values for terms of the domain.</summary>
internal static class PageText
{
    /// <summary>Returns the value of the attribute <c>dir</c>.</summary>
    public static string Direction(Language language) => language.Direction == TextDirection.RightToLeft ? "rtl" : "ltr";
}
