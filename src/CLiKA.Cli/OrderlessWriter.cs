using System.Text;
using CLiKA.Reporting.Texts;

namespace CLiKA.Cli;

/// <summary>
/// Passes on whole lines in which a build server finds no orders: probe sets, answers and errors are written by others, and a command may
/// print any of them.
/// </summary>
/// <param name="inner">Where the lines go.</param>
internal sealed class OrderlessWriter(TextWriter inner) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Whether a build server reads what this process prints.</summary>
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

    // What has no end yet is kept: an order may come in pieces.
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
