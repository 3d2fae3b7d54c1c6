using System.Collections.Immutable;
using CLiKA.Answers;

namespace CLiKA.Import.Harness;

/// <summary>One question of the harness: one line of a samples file.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">One-based line number.</param>
/// <param name="Keys">Values of the candidate keys that may identify the question in other languages; null for a key that it lacks.</param>
/// <param name="Question">The text that the options share.</param>
/// <param name="Options">The texts in which they differ.</param>
/// <param name="Answer">The option with the best score, with the log-likelihoods.</param>
/// <param name="Target">
/// The correct option as the task gives it: its zero-based number or its text; null if it gives the text that the options share.
/// </param>
/// <param name="IsRight">Whether the harness scored the answer as correct.</param>
/// <param name="PromptHash">SHA-256, in hexadecimal, of everything that the model read.</param>
internal sealed record HarnessSample(
    string File,
    int Line,
    ImmutableArray<string?> Keys,
    string Question,
    ImmutableArray<string> Options,
    Answer Answer,
    string? Target,
    bool IsRight,
    string PromptHash)
{
    /// <summary>Creates an error about this line.</summary>
    /// <param name="problem">What is wrong and what was expected.</param>
    public InvalidInputException Error(string problem) => new(File, Line, problem);
}
