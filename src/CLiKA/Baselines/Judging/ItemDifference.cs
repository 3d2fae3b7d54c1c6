using System.Collections.Immutable;
using CLiKA.Measurements;

namespace CLiKA.Baselines.Judging;

/// <summary>
/// Describes how the items of two measurements of a probe set differ, as far as they can tell: no measurement keeps texts, and no baseline keeps ids.
/// </summary>
internal static class ItemDifference
{
    private const int MostNamed = 3;

    /// <summary>Describes in how many items the two differ.</summary>
    /// <param name="baseline">The accepted measurement.</param>
    /// <param name="received">The received measurement, of different items.</param>
    /// <returns>A phrase.</returns>
    public static string Describe(ProbeSetMeasurement baseline, ProbeSetMeasurement received)
    {
        var (before, now) = (baseline.Gold, received.Gold);
        var hasIds = !baseline.ItemIds.IsEmpty && !received.ItemIds.IsEmpty;
        string[] differences = hasIds ? ById(baseline, received)
            : before.Length != now.Length ? [$"{now.Length} items instead of {before.Length}"]
            : [.. Counted(Enumerable.Range(0, now.Length).Where(item => before[item] != now[item]).Select(item => $"#{item + 1}"), "with another right option")];
        return differences.Length > 0
            ? string.Join(", ", differences)
            : $"still {now.Length} with the same right options, but {(hasIds ? string.Empty : "ids, ")}texts, wrong options or the set's languages changed";
    }

    private static string[] ById(ProbeSetMeasurement baseline, ProbeSetMeasurement received)
    {
        var (before, now) = (GoldOf(baseline), GoldOf(received));
        return
        [
            .. Counted(now.Keys.Except(before.Keys), "added"),
            .. Counted(before.Keys.Except(now.Keys), "removed"),
            .. Counted(now.Where(item => before.TryGetValue(item.Key, out var gold) && gold != item.Value).Select(item => item.Key), "with another right option"),
        ];
    }

    private static ImmutableSortedDictionary<string, int> GoldOf(ProbeSetMeasurement set) => set.ItemIds.Zip(set.Gold)
        .ToImmutableSortedDictionary(item => item.First, item => item.Second, StringComparer.Ordinal);

    private static IEnumerable<string> Counted(IEnumerable<string> items, string how)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            yield return $"{all.Count} {how} ({string.Join(", ", all.Take(MostNamed))}{(all.Count > MostNamed ? ", ..." : string.Empty)})";
        }
    }
}
