using CLiKA.Answers;
using CLiKA.Languages;

namespace CLiKA.Reporting.Lost;

/// <summary>One item in one language that is right on one side and wrong on the other.</summary>
/// <param name="Language">The language.</param>
/// <param name="Before">The baseline's answer.</param>
/// <param name="Now">The received answer.</param>
/// <param name="IsLost">Whether it was right before and is wrong now; otherwise it was won.</param>
public sealed record AnswerChange(Language Language, Answer Before, Answer Now, bool IsLost);
