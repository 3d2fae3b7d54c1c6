using System.Globalization;
using System.Text;
using CLiKA.Languages;

namespace CLiKA.Reporting.Pages;

/// <summary>Element ids on the page, used as URL fragments: <c>index.html#micro-base/geo/de</c>.</summary>
public static class PageAnchor
{
    // Ids that the page itself uses; a model of that name gets another one.
    private static readonly HashSet<string> Own =
        new(["report", "items", "items-title", "item-data", "filters", "count", "list", "more"], StringComparer.Ordinal);

    /// <summary>Returns the id of a model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>An id that needs no escaping in a URL.</returns>
    public static string Of(string model) => Own.Contains(model) ? $"{model}~" : Plain(model);

    /// <summary>Returns the id of a cell.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>An id that needs no escaping in a URL.</returns>
    public static string Of(string model, string probeSet, Language language) => $"{Plain(model)}/{Plain(probeSet)}/{language.Code}";

    // Letters and digits are kept; other characters are replaced by their code points, so that no two names share an id.
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
