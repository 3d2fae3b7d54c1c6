using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Baselines;

/// <summary>The layout of the metrics in baselines: strict JSON with one line a row, so that a change of one row is one line of a diff.</summary>
internal static class BaselineJson
{
    /// <summary>Writes a baseline's metrics.</summary>
    /// <param name="writeHeader">Writes what is said once.</param>
    /// <param name="name">Name of the object with the rows.</param>
    /// <param name="rows">The rows: their keys, and name and JSON text of each of their columns.</param>
    public static string Text(
        Action<Utf8JsonWriter> writeHeader, string name, IReadOnlyCollection<(string Key, IEnumerable<(string Name, string Text)> Columns)> rows)
    {
        var header = JsonText.WriteObject(JsonText.Indented, writeHeader);
        var width = rows.Max(row => row.Key.Length);
        var lines = rows.Select(row =>
            $"    \"{row.Key}\": {new string(' ', width - row.Key.Length)}{Line(row.Columns)}");

        // No writer's layout has objects on one line each within objects on many.
        return $"{header[..^"\n}".Length]},\n  \"{name}\": {{\n{string.Join(",\n", lines)}\n  }}\n}}\n";
    }

    /// <summary>Name and JSON text of properties as an object on one line.</summary>
    public static string Line(IEnumerable<(string Name, string Text)> properties) =>
        $"{{ {string.Join(", ", properties.Select(property => $"\"{property.Name}\": {property.Text}"))} }}";

    /// <summary>Refuses a baseline that was written by a version of CLiKA with another layout.</summary>
    public static void RefuseEarlierLayout(JsonRecord file)
    {
        if (file.Has("answersHash"))
        {
            throw file.Error(
                "was written by an earlier version of CLiKA, in another layout. Run the suite on the model that was accepted then, and accept "
                + $"it again with {ToolCommand.Quote("accept")}.");
        }
    }

    /// <summary>Refuses metrics that are not what the answers beside them make them.</summary>
    public static void Require(string path, string expected)
    {
        if (WithLineFeeds(TextInput.ReadAllText(path)).TrimEnd('\n') != expected.TrimEnd('\n'))
        {
            throw new InvalidInputException(path, "is not what its answers make it; the file was damaged or edited.");
        }
    }

    /// <summary>A text with the line ends that it was written with: a checkout may have made others of them.</summary>
    public static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
