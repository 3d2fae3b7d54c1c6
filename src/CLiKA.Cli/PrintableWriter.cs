using System.Text;
using CLiKA.Input;

namespace CLiKA.Cli;

/// <summary>
/// Passes on what a terminal shows and obeys in nothing: a command may print words of a model, of a server or of a file of somebody else's.
/// </summary>
/// <param name="inner">Where the text goes.</param>
internal sealed class PrintableWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (value is not null)
        {
            inner.Write(Printable.Lines(value));
        }
    }

    public override void Flush() => inner.Flush();
}
