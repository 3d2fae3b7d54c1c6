using CLiKA.Languages;

namespace CLiKA.Reporting.Pages;

/// <summary>The ends of addresses that filter the page's lost and won items, as page.js reads them.</summary>
internal static class ItemsAddress
{
    /// <summary>Those of one probe set.</summary>
    public static string Of(string model, string probeSet) =>
        $"items?model={Uri.EscapeDataString(model)}&set={Uri.EscapeDataString(probeSet)}";

    /// <summary>Those of one cell.</summary>
    public static string Of(string model, string probeSet, Language language) => $"{Of(model, probeSet)}&language={language.Code}";
}
