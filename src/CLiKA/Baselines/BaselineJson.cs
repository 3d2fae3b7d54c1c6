using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Baselines;

/// <summary>The layout of the metrics in baselines: strict JSON with one line per row, so that a changed row is one line of a diff.</summary>
internal static class BaselineJson
{
    /// <summary>Writes a baseline's metrics.</summary>
    /// <param name="writeHeader">Writes the properties that precede the rows.</param>
    /// <param name="name">Name of the object that contains the rows.</param>
    /// <param name="rows">The rows: the key of each, and the name and JSON text of its columns.</param>
    public static string Text(
        Action<Utf8JsonWriter> writeHeader, string name, IReadOnlyCollection<(string Key, IEnumerable<(string Name, string Text)> Columns)> rows)
    {
        var header = JsonText.WriteObject(JsonText.Indented, writeHeader);
        var width = rows.Max(row => row.Key.Length);
        var lines = rows.Select(row =>
            $"    \"{row.Key}\": {new string(' ', width - row.Key.Length)}{Line(row.Columns)}");

        // No JSON writer's layout puts nested objects on one line each within an indented object.
        return $"{header[..^"\n}".Length]},\n  \"{name}\": {{\n{string.Join(",\n", lines)}\n  }}\n}}\n";
    }

    /// <summary>Formats properties as an object on one line.</summary>
    public static string Line(IEnumerable<(string Name, string Text)> properties) =>
        $"{{ {string.Join(", ", properties.Select(property => $"\"{property.Name}\": {property.Text}"))} }}";

    /// <summary>Throws where the baseline was written by a version of CLiKA with an earlier layout.</summary>
    public static void RefuseEarlierLayout(JsonRecord file)
    {
        if (file.Has("answersHash"))
        {
            throw file.Error(
                "was written by an earlier version of CLiKA, in another layout. Delete the files of this baseline, run the suite on the model that was accepted then, and accept "
                + $"it again with {ToolCommand.Quote("accept")}.");
        }
    }

    /// <summary>Throws where the metrics do not follow from the answers beside them.</summary>
    public static void Require(string path, string expected)
    {
        string[] found = WithLineFeeds(TextInput.ReadAllText(path)).TrimEnd('\n').Split('\n');
        string[] wanted = expected.TrimEnd('\n').Split('\n');
        if (!found.SequenceEqual(wanted))
        {
            var equal = found.Zip(wanted).TakeWhile(line => line.First == line.Second).Count();
            throw new InvalidInputException(path, equal + 1, "is not what its answers make it; the file was damaged or edited.");
        }
    }

    /// <summary>Returns a text with line feeds only: a checkout may have converted them.</summary>
    public static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
