using System.Text;
using CLiKA.Input;

namespace CLiKA.Cli;

/// <summary>
/// Writes text after removing control characters that a terminal would interpret: a command may print text from a model, a server or a file of
/// unknown origin.
/// </summary>
/// <param name="inner">The writer for the text.</param>
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
