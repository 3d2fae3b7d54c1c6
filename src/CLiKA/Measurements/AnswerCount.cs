namespace CLiKA.Measurements;

/// <summary>The progress of asking.</summary>
/// <param name="Answered">Number of questions answered so far.</param>
/// <param name="Questions">Number of all questions, at least 1.</param>
public readonly record struct AnswerCount(int Answered, int Questions)
{
    /// <summary>The share of questions answered so far, 0 to 1.</summary>
    public double Share => (double)Answered / Questions;
}
