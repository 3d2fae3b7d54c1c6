using System.Text;

namespace CLiKA.Cli;

/// <summary>
/// Writes to standard output or standard error, which may be redirected to a disk that is full, or closed. After the first failure nothing more is
/// written.
/// </summary>
/// <param name="inner">The writer of the console.</param>
/// <param name="fail">Receives the first failure.</param>
internal sealed class ConsoleWriter(TextWriter inner, Action<Exception> fail) : TextWriter
{
    private bool _hasFailed;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Standard output: what cannot be written ends the command, whose result nobody would see.</summary>
    public static ConsoleWriter Output() => new(
        Console.Out, error => throw new InvalidInputException("standard output", $"cannot be written: {error.GetBaseException().Message}", error));

    /// <summary>Standard error: a long run goes on without it, and the exit code tells how it ended.</summary>
    public static ConsoleWriter Errors() => new(Console.Error, _ => { });

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (_hasFailed)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _hasFailed = true;
            fail(error);
        }
    }
}
