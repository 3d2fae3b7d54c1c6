using System.Security.Cryptography;
using System.Text;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Runs;

/// <summary>
/// Which items are asked again: in each language of the set another tenth, so that in ten languages every item is asked once. The same of one probe set
/// every time, and in no order that an author of items had.
/// </summary>
internal static class RepeatedTenth
{
    private const int Share = 10;

    /// <summary>Chooses the items of a language.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>Places of the items in the set: a tenth of them, rounded up, so that a small set has one too.</returns>
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
