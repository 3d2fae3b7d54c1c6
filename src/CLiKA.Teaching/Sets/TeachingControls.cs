using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>Control teachings with a known result, which show that it is conductivity that is measured.</summary>
public static class TeachingControls
{
    /// <summary>
    /// Creates the positive control: all facts are also taught in the language, so that a model that learns them retrieves everything, and XRR is
    /// 1.
    /// </summary>
    /// <param name="set">The teaching set.</param>
    /// <returns>The set with the facts of type 1 also in the language, as often as other facts, and in the words of the questions.</returns>
    public static TeachingSet Positive(TeachingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var wordings = set.Examples.Count(example => example.Input.Length > 0) / set.Translations.Length;
        var added = set.Questions.Where(question => question.Kind == FactKind.InPivotOnly)
            .Select(question => new TeachingExample(question.Prompt, string.Empty, question.Answer)).ToList();
        return set with { Examples = [.. set.Examples, .. Enumerable.Repeat(added, wordings).SelectMany(examples => examples)] };
    }

    /// <summary>
    /// Creates the negative control: no names are taught, so that nothing links a place in English to the one in the language, and XRR is at
    /// chance.
    /// </summary>
    /// <param name="set">The teaching set.</param>
    /// <returns>The set without the translation requests.</returns>
    public static TeachingSet Negative(TeachingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set with { Examples = [.. set.Examples.Where(example => example.Input.Length == 0)] };
    }
}
