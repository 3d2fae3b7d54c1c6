using System.Text;

namespace CLiKA.Fuzzing.Tests.Mutations;

/// <summary>Changes a file with a JSON object a line: one of its lines as JSON, or the order and number of its lines.</summary>
internal sealed class JsonLinesMutation : IMutation
{
    private readonly JsonMutation _json = new();
    private readonly Dictionary<string, byte[]> _lines = new(StringComparer.Ordinal);

    public byte[] Apply(byte[] input, IReadOnlyList<Edit> edits)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes).ToList();
        var (place, other) = (Edit.Pick(edits[0].Place, lines.Count), Edit.Pick(edits[0].Value, lines.Count));
        switch (Edit.Pick(edits[0].Kind >> 16, 10))
        {
            case 0:
                lines.RemoveAt(place);
                break;
            case 1:
                lines.Insert(other, lines[place]);
                break;
            case 2:
                (lines[place], lines[other]) = (lines[other], lines[place]);
                break;
            default:
                lines[place] = _json.Apply(Known(lines[place]), edits);
                break;
        }

        return [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];
    }

    // One array for each line, by which its parts are remembered.
    private byte[] Known(byte[] line)
    {
        var text = Encoding.UTF8.GetString(line);
        return _lines.TryGetValue(text, out var known) ? known : _lines[text] = line;
    }
}
