namespace CLiKA.Lab.Training;

/// <summary>Cuts examples into batches.</summary>
internal static class Batches
{
    /// <summary>
    /// Batches are cut from this many together, sorted by length: little padding, and still a new mixture each time.
    /// </summary>
    public const int SortedTogether = 8;

    /// <summary>Cuts examples into batches of about one length, in a random order.</summary>
    public static Example[][] ByLength(Example[] examples, int size, Random random)
    {
        var batches = examples.Chunk(size * SortedTogether)
            .SelectMany(chunk => chunk.OrderBy(example => example.Ids.Length).Chunk(size))
            .ToArray();
        random.Shuffle(batches);
        return batches;
    }
}
