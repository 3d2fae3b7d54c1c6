using System.Text;
using System.Text.Json;

namespace CLiKA.Fuzzing.Tests.Mutations;

/// <summary>A part of a JSON text that can become what JSON does not allow: a name that stands twice, half a character, NaN.</summary>
internal sealed class JsonPart
{
    private JsonPart(string? raw, List<(string Name, JsonPart Part)>? members, List<JsonPart>? items) =>
        (Raw, Members, Items) = (raw, members, items);

    /// <summary>A text, number or word as it is written.</summary>
    public string? Raw { get; private set; }

    /// <summary>What is in an object, names as they are written between quotes.</summary>
    public List<(string Name, JsonPart Part)>? Members { get; private set; }

    /// <summary>What is in an array.</summary>
    public List<JsonPart>? Items { get; private set; }

    /// <summary>Number of parts inside.</summary>
    public int Count => Members?.Count ?? Items?.Count ?? 0;

    public static JsonPart OfRaw(string raw) => new(raw, null, null);

    public static JsonPart Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new(null, [.. element.EnumerateObject().Select(member =>
            (JsonEncodedText.Encode(member.Name, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), Of(member.Value)))], null),
        JsonValueKind.Array => new(null, null, [.. element.EnumerateArray().Select(Of)]),
        _ => OfRaw(element.GetRawText()),
    };

    public JsonPart Child(int index) => Members is not null ? Members[index].Part : Items![index];

    public JsonPart Clone() => new(
        Raw, Members?.ConvertAll(member => (member.Name, member.Part.Clone())), Items?.ConvertAll(item => item.Clone()));

    /// <summary>Becomes what another is.</summary>
    public void Become(JsonPart other) => (Raw, Members, Items) = (other.Raw, other.Members, other.Items);

    /// <summary>Becomes what is in an array or object of one, so many times over.</summary>
    public void Wrap(int depth, bool inObjects)
    {
        for (var level = 0; level < depth; level++)
        {
            var inner = new JsonPart(Raw, Members, Items);
            Become(inObjects ? new(null, [("a", inner)], null) : new(null, null, [inner]));
        }
    }

    public void Remove(int index)
    {
        Members?.RemoveAt(index);
        Items?.RemoveAt(index);
    }

    public void Insert(int index, string name, JsonPart part)
    {
        Members?.Insert(index, (name, part));
        Items?.Insert(index, part);
    }

    public void Write(StringBuilder text)
    {
        if (Raw is not null)
        {
            text.Append(Raw);
            return;
        }

        text.Append(Members is null ? '[' : '{');
        for (var index = 0; index < Count; index++)
        {
            if (index > 0)
            {
                text.Append(',');
            }

            if (Members is not null)
            {
                text.Append('"').Append(Members[index].Name).Append("\":");
            }

            Child(index).Write(text);
        }

        text.Append(Members is null ? ']' : '}');
    }
}
