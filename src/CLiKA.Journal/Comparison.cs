namespace CLiKA.Journal;

/// <summary>What came of asking some questions again.</summary>
/// <param name="Questions">Number of questions.</param>
/// <param name="Known">Number of those whose answers the journal has.</param>
/// <param name="Asked">Number of those that were asked again.</param>
/// <param name="Differing">Number of those that were answered otherwise.</param>
/// <param name="Rounded">Number of those that differ in last digits alone, as answers of the model may that are asked among others.</param>
public readonly record struct Comparison(int Questions, int Known, int Asked, int Differing, int Rounded)
{
    /// <summary>Both together.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <returns>The sums.</returns>
    public static Comparison operator +(Comparison one, Comparison other) => new(
        one.Questions + other.Questions, one.Known + other.Known, one.Asked + other.Asked, one.Differing + other.Differing, one.Rounded + other.Rounded);
}
