using System.Collections.Immutable;
using CLiKA.Answers;

namespace CLiKA.Import.Harness;

/// <summary>One question that the harness asked: one line of a file of samples.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Keys">By what the question may be found in other languages: a value for each key, null where it has none.</param>
/// <param name="Question">What the options have in common.</param>
/// <param name="Options">What tells them apart.</param>
/// <param name="Answer">The option of the best score, with log-likelihoods.</param>
/// <param name="Target">The right option as the task names it: its number from 0, or its text; null where it names what the options have in common.</param>
/// <param name="IsRight">Whether the harness counted the answer as right.</param>
/// <param name="PromptHash">SHA-256, in hexadecimal, over all that the model read.</param>
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
    /// <summary>An error about this line.</summary>
    /// <param name="problem">What is wrong and what was expected.</param>
    public InvalidInputException Error(string problem) => new(File, Line, problem);
}
