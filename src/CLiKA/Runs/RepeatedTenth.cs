using System.Security.Cryptography;
using System.Text;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Runs;

/// <summary>
/// Selects the items that are asked again: another tenth in each language, so that in ten languages every item is asked once. The selection is fixed
/// for a probe set, and independent of the order in which its author wrote the items.
/// </summary>
internal static class RepeatedTenth
{
    private const int Share = 10;

    /// <summary>Selects the items of a language.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>Indices of the items in the set: a tenth of them, rounded up, so that a small set has at least one.</returns>
    public static IEnumerable<int> Of(ProbeSet set, Language language)
    {
        var shuffled = set.In(language).Index()
            .OrderBy(item => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(item.Item.Id))), StringComparer.Ordinal)
            .Select(item => item.Index).ToList();
        var count = (set.Count + Share - 1) / Share;
        var first = set.Languages.IndexOf(language) * count;
        return Enumerable.Range(first, count).Select(place => shuffled[place % shuffled.Count]);
    }
}
