using CLiKA.Baselines.Judging;
using CLiKA.Languages;

namespace CLiKA.Baselines.Taught;

/// <summary>The reason why something could not be compared.</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Language">The language; null where the objection concerns all languages of the world.</param>
/// <param name="Verdict">The verdict that it causes.</param>
/// <param name="Reason">One sentence.</param>
public sealed record ConductivityObjection(string World, Language? Language, Verdict Verdict, string Reason)
{
    /// <summary>The error in a file of the baseline; null where every file could be read.</summary>
    public InvalidInputException? Fault { get; init; }

    /// <summary>Returns whether the objection concerns a cell.</summary>
    /// <param name="world">Identifier of the world.</param>
    /// <param name="language">The language.</param>
    /// <returns>Whether it does.</returns>
    public bool Concerns(string world, Language language) => World == world && (Language is null || Language == language);
}
