using CLiKA.Input;

namespace CLiKA;

/// <summary>
/// Something that was handed to CLiKA (a probe file, a recorded response, a configuration, a baseline, a model) is not what it
/// has to be. The message is one sentence that names the file, the line where there is one, and what was expected. It may quote what
/// somebody else wrote: it is on one line, holds nothing that a terminal would obey, and is cut where it is very long.
/// </summary>
public sealed class InvalidInputException : Exception
{
    private const int LongestPart = 2_000;

    /// <summary>Creates the error.</summary>
    /// <param name="file">Path of the file or folder at fault.</param>
    /// <param name="line">The line at fault, from 1; null where the fault is not in one line.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="cause">The error underneath, where there is one.</param>
    public InvalidInputException(string file, int? line, string problem, Exception? cause = null)
        : base($"{Shown(file)}{(line is null ? string.Empty : $":{line}")}: {Shown(problem)}", cause)
    {
        File = file;
        Line = line;
        Problem = Shown(problem);
    }

    /// <summary>Creates an error about a whole file or folder.</summary>
    /// <param name="file">Path of the file or folder at fault.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="cause">The error underneath, where there is one.</param>
    public InvalidInputException(string file, string problem, Exception? cause = null)
        : this(file, null, problem, cause)
    {
    }

    /// <summary>Path of the file or folder at fault.</summary>
    public string File { get; }

    /// <summary>The line at fault, from 1; null where the fault is not in one line.</summary>
    public int? Line { get; }

    /// <summary>What is wrong and what was expected, without the file.</summary>
    public string Problem { get; }

    private static string Shown(string text) => Printable.Of(text.Length <= LongestPart ? text : $"{text[..LongestPart]}…");
}
