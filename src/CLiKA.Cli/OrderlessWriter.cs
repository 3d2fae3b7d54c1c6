using System.Text;
using CLiKA.Reporting.Texts;

namespace CLiKA.Cli;

/// <summary>
/// Writes whole lines after removing anything that a build server would take for a workflow command: probe sets, answers and errors come from
/// elsewhere, and a command may print any of them.
/// </summary>
/// <param name="inner">The writer for the lines.</param>
internal sealed class OrderlessWriter(TextWriter inner) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Whether a build server reads the output of this process.</summary>
    public static bool IsNeeded =>
        ((string[])["GITHUB_ACTIONS", "TF_BUILD"]).Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    public override void Write(char value)
    {
        lock (_line)
        {
            _line.Append(value);
            if (value == '\n')
            {
                PassOn();
            }
        }
    }

    // An incomplete line is kept: a workflow command may be written in pieces.
    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        lock (_line)
        {
            PassOn();
            inner.Flush();
        }

        base.Dispose(disposing);
    }

    private void PassOn()
    {
        inner.Write(SafeText.WithoutCommands(_line.ToString()));
        _line.Clear();
    }
}
