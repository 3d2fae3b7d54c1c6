using CLiKA.Input;

namespace CLiKA.Probes;

/// <summary>Checks that no id is repeated in a file.</summary>
public static class UniqueIds
{
    /// <summary>Checks items in the order of their lines.</summary>
    /// <param name="items">The items, each with the JSON object that it was read from, which has a line number.</param>
    /// <returns>The items, each with its line.</returns>
    /// <exception cref="InvalidInputException">An id is repeated.</exception>
    public static List<(ProbeItem Item, int Line)> Check(IEnumerable<(ProbeItem Item, JsonRecord Record)> items)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var unique = new List<(ProbeItem, int)>();
        foreach (var (item, record) in items)
        {
            var line = record.Line!.Value;
            if (!lines.TryAdd(item.Id, line))
            {
                throw record.Error($"id '{item.Id}' occurs twice; it is also in line {lines[item.Id]}.");
            }

            unique.Add((item, line));
        }

        return unique;
    }
}
