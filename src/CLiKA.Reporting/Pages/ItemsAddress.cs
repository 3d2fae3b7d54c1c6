using CLiKA.Languages;

namespace CLiKA.Reporting.Pages;

/// <summary>URL fragments that filter the page's lost and won items, as read by page.js.</summary>
internal static class ItemsAddress
{
    /// <summary>Returns the fragment for one probe set.</summary>
    public static string Of(string model, string probeSet) =>
        $"items?model={Uri.EscapeDataString(model)}&set={Uri.EscapeDataString(probeSet)}";

    /// <summary>Returns the fragment for one cell.</summary>
    public static string Of(string model, string probeSet, Language language) => $"{Of(model, probeSet)}&language={language.Code}";
}
