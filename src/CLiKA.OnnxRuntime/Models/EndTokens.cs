using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>The tokens with which a model says that it has finished.</summary>
internal static class EndTokens
{
    private const string Property = "eos_token_id";

    // Chat models name the end of a turn in the first, and the end of a text in the second.
    private static readonly string[] Files = ["generation_config.json", ModelConfiguration.FileName, GenaiConfiguration.FileName];

    /// <summary>Reads the ids that the files of a model folder name; none where none does.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="InvalidInputException">A file names something else than ids.</exception>
    public static HashSet<int> Read(string folder)
    {
        var ids = new HashSet<int>();
        foreach (var file in Files.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(JsonInput.ReadObject))
        {
            // The model builder puts it into an object.
            var record = Path.GetFileName(file.File) == GenaiConfiguration.FileName ? file.Record("model") : file;
            if (record.Has(Property))
            {
                var value = record.Element.GetProperty(Property);
                ids.UnionWith(value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Id) : [Id(value)]);
            }

            int Id(JsonElement id) => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number)
                ? number
                : throw file.Error($"'{Property}' is {id}; expected an id, or a list of ids.");
        }

        return ids;
    }
}
