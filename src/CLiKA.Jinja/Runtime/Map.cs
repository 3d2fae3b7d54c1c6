namespace CLiKA.Jinja.Runtime;

/// <summary>A map from strings or numbers to values, in insertion order.</summary>
internal sealed class Map : OrderedDictionary<object, object?>
{
    /// <summary>Creates a map with string keys.</summary>
    /// <param name="members">The entries; the last of equal keys wins.</param>
    public Map(IEnumerable<KeyValuePair<string, object?>> members)
    {
        foreach (var (key, value) in members)
        {
            this[key] = value;
        }
    }

    /// <summary>Creates an empty map.</summary>
    public Map()
    {
    }
}
