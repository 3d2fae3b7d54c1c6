namespace CLiKA.Lab.Training;

/// <summary>Splits examples into batches.</summary>
internal static class Batches
{
    /// <summary>Number of batches whose examples are sorted by length together: little padding, and still a new mixture each time.</summary>
    public const int SortedTogether = 8;

    /// <summary>Splits examples into batches of similar length, in random order.</summary>
    public static Example[][] ByLength(Example[] examples, int size, Random random)
    {
        var batches = examples.Chunk(size * SortedTogether)
            .SelectMany(chunk => chunk.OrderBy(example => example.Ids.Length).Chunk(size))
            .ToArray();
        random.Shuffle(batches);
        return batches;
    }
}
