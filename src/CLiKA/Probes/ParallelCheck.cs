namespace CLiKA.Probes;

/// <summary>
/// Checks that languages are parallel: the same ids, gold letters, numbers of options and paraphrases, and other parts. Answers could not be compared
/// otherwise.
/// </summary>
internal static class ParallelCheck
{
    /// <summary>Compares one language with another, item by item.</summary>
    /// <param name="reference">The items of the first language, each with its line.</param>
    /// <param name="referencePath">The file of these items.</param>
    /// <param name="items">The items of the second language, each with its line.</param>
    /// <param name="path">The file of these items.</param>
    /// <param name="takesOtherParts">
    /// Whether an item may ask for the cause in one language and for the effect in the other. The published X-COPA has such items, whose recorded
    /// answers are accepted as they are; they are not asked again.
    /// </param>
    public static void Run(
        IReadOnlyList<(ProbeItem Item, int Line)> reference,
        string referencePath,
        IReadOnlyList<(ProbeItem Item, int Line)> items,
        string path,
        bool takesOtherParts = false)
    {
        var expected = reference.ToDictionary(line => line.Item.Id, line => line.Item);
        foreach (var (item, line) in items)
        {
            if (!expected.Remove(item.Id, out var counterpart))
            {
                throw new InvalidInputException(path, line, $"id '{item.Id}' is not in {referencePath}.");
            }

            if (item.Gold != counterpart.Gold)
            {
                throw new InvalidInputException(
                    path, line, $"id '{item.Id}': answer is {item.GoldLetter}, but {counterpart.GoldLetter} in {referencePath}.");
            }

            if (item.Options.Length != counterpart.Options.Length)
            {
                throw new InvalidInputException(
                    path, line, $"id '{item.Id}': {item.Options.Length} options, but {counterpart.Options.Length} in {referencePath}.");
            }

            if (item.Paraphrases.Length != counterpart.Paraphrases.Length)
            {
                throw new InvalidInputException(
                    path, line, $"id '{item.Id}': {item.Paraphrases.Length} paraphrases, but {counterpart.Paraphrases.Length} in {referencePath}.");
            }

            if (!takesOtherParts && !item.HasPartsOf(counterpart))
            {
                throw new InvalidInputException(path, line, $"id '{item.Id}': {PartsOf(item)}, but {PartsOf(counterpart)} in {referencePath}.");
            }
        }

        if (expected.Count > 0)
        {
            throw new InvalidInputException(path, $"has no id '{expected.Keys.Order(StringComparer.Ordinal).First()}', which is in {referencePath}.");
        }
    }

    private static string PartsOf(ProbeItem item) => item switch
    {
        { Premise: not null } => $"asks for the {item.Question} of a premise",
        { Passage: not null } => "asks about a passage",
        _ => "asks without a premise or a passage",
    };
}
