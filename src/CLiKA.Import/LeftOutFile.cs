using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>Writes the list of what an import left out to a file in the probe set.</summary>
public static class LeftOutFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = ProbeSetReader.LeftOutFile;

    private static readonly JsonSerializerOptions Layout = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // For human readers: ids in other scripts are not escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the list, one object per line with <c>id</c>, <c>language</c> and <c>reason</c>.</summary>
    /// <param name="folder">The probe set's folder.</param>
    /// <param name="leftOut">The list; if it is empty, no file is written.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    public static void Write(string folder, IReadOnlyCollection<LeftOut> leftOut)
    {
        if (leftOut.Count > 0)
        {
            AtomicFile.WriteAllText(Path.Combine(folder, Name), string.Concat(leftOut.Select(entry => Line(entry) + "\n")));
        }
    }

    private static string Line(LeftOut entry) =>
        JsonSerializer.Serialize(new { id = entry.Id, language = entry.Language?.Code, reason = entry.Reason }, Layout);
}
