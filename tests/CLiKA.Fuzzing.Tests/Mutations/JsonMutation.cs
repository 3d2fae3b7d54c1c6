using System.Text;
using System.Text.Json;

namespace CLiKA.Fuzzing.Tests.Mutations;

/// <summary>
/// Changes a JSON text as one that knows JSON: drops, doubles, retypes, renames and buries its parts. Every fifth input is changed byte by
/// byte as well.
/// </summary>
internal sealed class JsonMutation : IMutation
{
    private static readonly int[] Depths = [1, 1, 2, 3, 60, 70];

    private readonly ByteMutation _bytes = new("{", "}", "[", "]", "\"", ":", ",", "\\u", "\\ud83d", "\n");
    private readonly Dictionary<byte[], JsonPart> _parsed = [];

    public byte[] Apply(byte[] input, IReadOnlyList<Edit> edits)
    {
        var root = Parsed(input).Clone();
        foreach (var edit in edits)
        {
            Apply(root, edit);
        }

        var text = new StringBuilder();
        root.Write(text);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return edits[0].Kind % 5 == 0 ? _bytes.Apply(bytes, [.. edits.Take(2)]) : bytes;
    }

    private JsonPart Parsed(byte[] input)
    {
        if (!_parsed.TryGetValue(input, out var part))
        {
            using var document = JsonDocument.Parse(input);
            _parsed[input] = part = JsonPart.Of(document.RootElement);
        }

        return part;
    }

    private static void Apply(JsonPart root, Edit edit)
    {
        var (parent, index) = Find(root, edit.Place);
        if (parent is null)
        {
            root.Become(JsonPart.OfRaw(Value(edit.Value)));
            return;
        }

        var part = parent.Child(index);
        switch (Edit.Pick(edit.Kind >> 4, 11))
        {
            case 0:
                parent.Remove(index);
                break;
            case 1:
                parent.Insert(index, parent.Members?[index].Name ?? string.Empty, part.Clone());
                break;
            case 2 or 3:
                part.Become(JsonPart.OfRaw(Value(edit.Value)));
                break;
            case 4:
                part.Become(JsonPart.OfRaw($"\"{HostileText(edit.Value)}\""));
                break;
            case 5:
                var (other, place) = Find(root, edit.Value);
                part.Become((other?.Child(place) ?? root).Clone());
                break;
            case 6:
                part.Wrap(Depths[Edit.Pick(edit.Value >> 1, Depths.Length)], inObjects: edit.Value % 2 == 0);
                break;
            case 7 when parent.Members is not null:
                var names = Find(root, edit.Value).Parent?.Members;
                parent.Members[index] = (names is null || edit.Value % 3 == 0 ? HostileText(edit.Value) : names[Edit.Pick(edit.Value, names.Count)].Name, part);
                break;
            case 8:
                parent.Insert(Edit.Pick(edit.Value, parent.Count), HostileText(edit.Value), JsonPart.OfRaw(Value(edit.Value >> 8)));
                break;
            case 9 when parent.Count > 1:
                var sibling = parent.Child(Edit.Pick(edit.Value, parent.Count));
                var kept = part.Clone();
                part.Become(sibling.Clone());
                sibling.Become(kept);
                break;
            default:
                part.Become(JsonPart.OfRaw(part.Raw is { } raw ? Scalar(raw, edit.Value) : Value(edit.Value)));
                break;
        }
    }

    // Half of the places are found on a walk from the root, so that a vocabulary of hundreds does not hide what stands beside it.
    private static (JsonPart? Parent, int Index) Find(JsonPart root, uint place)
    {
        if (root.Count == 0)
        {
            return (null, 0);
        }

        var random = new Random((int)place);
        if (place % 2 == 0)
        {
            var all = new List<(JsonPart, int)>();
            Collect(root, all);
            return all[random.Next(all.Count)];
        }

        var (parent, index) = (root, random.Next(root.Count));
        while (parent.Child(index).Count > 0 && random.Next(3) > 0)
        {
            parent = parent.Child(index);
            index = random.Next(parent.Count);
        }

        return (parent, index);
    }

    private static void Collect(JsonPart part, List<(JsonPart, int)> all)
    {
        for (var index = 0; index < part.Count; index++)
        {
            all.Add((part, index));
            Collect(part.Child(index), all);
        }
    }

    private static string Value(uint value) => Hostile.JsonValues[Edit.Pick(value, Hostile.JsonValues.Count)];

    private static string HostileText(uint value) => Hostile.JsonTexts[Edit.Pick(value, Hostile.JsonTexts.Count)];

    // A text gets something put into it or cut off; a number becomes a neighbour.
    private static string Scalar(string raw, uint value)
    {
        if (!raw.StartsWith('"'))
        {
            return raw + (value % 4) switch { 0 => "0", 1 => ".5", 2 => "e5", _ => "9" };
        }

        var place = 1 + Edit.Pick(value >> 8, raw.Length - 1);
        return (value % 3) switch
        {
            0 => $"{raw[..place]}{HostileText(value)}{raw[place..]}",
            1 => $"{raw[..place]}\"",
            _ => $"\"{string.Concat(Enumerable.Repeat(raw[1..^1], 1 + Edit.Pick(value >> 4, 40)))}\"",
        };
    }
}
