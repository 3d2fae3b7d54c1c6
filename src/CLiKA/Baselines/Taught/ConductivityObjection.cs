using CLiKA.Languages;

namespace CLiKA.Baselines.Taught;

/// <summary>Why something could not be compared.</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Language">The language; null where it concerns all of the world's.</param>
/// <param name="Verdict">What becomes of the run.</param>
/// <param name="Reason">One sentence.</param>
public sealed record ConductivityObjection(string World, Language? Language, Verdict Verdict, string Reason)
{
    /// <summary>Whether it concerns a cell.</summary>
    /// <param name="world">Identifier of the world.</param>
    /// <param name="language">The language.</param>
    /// <returns>Whether it does.</returns>
    public bool Concerns(string world, Language language) => World == world && (Language is null || Language == language);
}
