namespace CLiKA.Journal;

/// <summary>The result of asking some questions again.</summary>
/// <param name="Questions">Number of questions.</param>
/// <param name="Known">Number of questions whose answers are in the journal.</param>
/// <param name="Asked">Number of questions that were asked again.</param>
/// <param name="Differing">Number of questions whose answers changed.</param>
/// <param name="Rounded">Number of questions whose answers differ by rounding only, as they may when asked in another batch.</param>
public readonly record struct Comparison(int Questions, int Known, int Asked, int Differing, int Rounded)
{
    /// <summary>Adds up two results.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <returns>The sums.</returns>
    public static Comparison operator +(Comparison one, Comparison other) => new(
        one.Questions + other.Questions, one.Known + other.Known, one.Asked + other.Asked, one.Differing + other.Differing, one.Rounded + other.Rounded);
}
