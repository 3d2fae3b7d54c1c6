using System.Globalization;

namespace CLiKA.Measurements;

/// <summary>The progress of asking.</summary>
/// <param name="Answered">Number of questions answered so far.</param>
/// <param name="Questions">Number of all questions, at least 1.</param>
public readonly record struct AnswerCount(int Answered, int Questions)
{
    /// <summary>The share of questions answered so far, 0 to 1.</summary>
    public double Share => (double)Answered / Questions;

    /// <summary>Describes the progress.</summary>
    /// <param name="model">What is asked, for example the name of the model.</param>
    /// <returns>For example <c>my-model: 1,200 of 8,240 questions answered</c>.</returns>
    public string Describe(string model) =>
        string.Create(CultureInfo.InvariantCulture, $"{model}: {Answered:N0} of {Questions:N0} questions answered");
}
