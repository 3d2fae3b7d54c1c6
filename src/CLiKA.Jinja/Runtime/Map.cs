namespace CLiKA.Jinja.Runtime;

/// <summary>A map from texts or numbers to values, in the order in which they were put in.</summary>
internal sealed class Map : OrderedDictionary<object, object?>
{
    /// <summary>Creates a map with texts as keys.</summary>
    /// <param name="members">What it holds; of equal keys the last.</param>
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
