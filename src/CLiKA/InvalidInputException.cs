using CLiKA.Input;

namespace CLiKA;

/// <summary>
/// The exception that is thrown when something given to CLiKA (a probe file, a recorded response, a configuration, a baseline, a model) is invalid.
/// The message is one sentence that names the file, as seen from the folder in which the user typed, the line where there is one, and what was
/// expected. It may quote text from outside: it is on one line, contains no control characters that a terminal would interpret, and is truncated
/// where it is very long.
/// </summary>
public sealed class InvalidInputException : Exception
{
    private const int LongestPart = 2_000;

    /// <summary>Creates an error about a line of a file.</summary>
    /// <param name="file">Path of the file or folder at fault.</param>
    /// <param name="line">One-based number of the line at fault; null where the fault is not in one line.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="cause">The underlying exception, if any.</param>
    public InvalidInputException(string file, int? line, string problem, Exception? cause = null)
        : base($"{Shown(ShownPath.Of(file))}{(line is null ? string.Empty : $":{line}")}: {Shown(problem)}", cause)
    {
        File = file;
        Line = line;
        Problem = Shown(problem);
    }

    /// <summary>Creates an error about a whole file or folder.</summary>
    /// <param name="file">Path of the file or folder at fault.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="cause">The underlying exception, if any.</param>
    public InvalidInputException(string file, string problem, Exception? cause = null)
        : this(file, null, problem, cause)
    {
    }

    /// <summary>Path of the file or folder at fault.</summary>
    public string File { get; }

    /// <summary>One-based number of the line at fault; null where the fault is not in one line.</summary>
    public int? Line { get; }

    /// <summary>What is wrong and what was expected, without the file.</summary>
    public string Problem { get; }

    private static string Shown(string text) => Printable.Of(text.Length <= LongestPart ? text : $"{text[..LongestPart]}…");
}
