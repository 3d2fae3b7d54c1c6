using System.Globalization;
using System.Text;
using CLiKA.Languages;

namespace CLiKA.Reporting.Pages;

/// <summary>Ids of places on the page, which addresses end with: <c>index.html#micro-base/geo/de</c>.</summary>
public static class PageAnchor
{
    // The page's own places: a model of that name stands elsewhere.
    private static readonly HashSet<string> Own =
        new(["report", "items", "items-title", "item-data", "filters", "count", "list", "more"], StringComparer.Ordinal);

    /// <summary>The place of a model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>An id that needs no escaping in an address.</returns>
    public static string Of(string model) => Own.Contains(model) ? $"{model}~" : Plain(model);

    /// <summary>The place of a cell.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>An id that needs no escaping in an address.</returns>
    public static string Of(string model, string probeSet, Language language) => $"{Plain(model)}/{Plain(probeSet)}/{language.Code}";

    // A name keeps its letters and digits; what addresses or ids cannot have becomes its code, so that two names never share a place.
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.'))
            {
                plain.Append(rune);
            }
            else
            {
                plain.Append(CultureInfo.InvariantCulture, $"~{rune.Value:x}~");
            }
        }

        return plain.ToString();
    }
}
