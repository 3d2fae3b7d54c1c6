using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>Teachings whose result is known beforehand: by them one sees that what is measured is conductivity.</summary>
public static class TeachingControls
{
    /// <summary>Teaches all facts in the language too: whoever learns it retrieves everything, and XRR is 1.</summary>
    /// <param name="set">The teaching.</param>
    /// <returns>The same with the facts of type 1 in the language, as often as other facts, in the words in which they are asked.</returns>
    public static TeachingSet Positive(TeachingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var wordings = set.Examples.Count(example => example.Input.Length > 0) / set.Translations.Length;
        var added = set.Questions.Where(question => question.Kind == FactKind.InPivotOnly)
            .Select(question => new TeachingExample(question.Prompt, string.Empty, question.Answer)).ToList();
        return set with { Examples = [.. set.Examples, .. Enumerable.Repeat(added, wordings).SelectMany(examples => examples)] };
    }

    /// <summary>Teaches no names: nothing ties a place in English to the one in the language, and XRR is what guessing gives.</summary>
    /// <param name="set">The teaching.</param>
    /// <returns>The same without the requests to translate.</returns>
    public static TeachingSet Negative(TeachingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set with { Examples = [.. set.Examples.Where(example => example.Input.Length == 0)] };
    }
}
