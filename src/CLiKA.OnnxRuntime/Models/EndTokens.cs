using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>Reads the end-of-sequence tokens of a model.</summary>
internal static class EndTokens
{
    private const string Property = "eos_token_id";

    // Chat models list the end-of-turn token in the first file, and the end-of-text token in the second.
    private static readonly string[] Files = ["generation_config.json", ModelConfiguration.FileName, GenaiConfiguration.FileName];

    /// <summary>Reads the ids that the files of a model folder list; empty where none does.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="InvalidInputException">An entry is not a token id.</exception>
    public static HashSet<int> Read(string folder)
    {
        var ids = new HashSet<int>();
        foreach (var file in Files.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(JsonInput.ReadOfPython))
        {
            // The model builder nests it in an object.
            var record = Path.GetFileName(file.File) == GenaiConfiguration.FileName ? file.Record("model") : file;
            if (record.Has(Property))
            {
                var value = record.Element.GetProperty(Property);
                ids.UnionWith(value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Id) : [Id(value)]);
            }

            int Id(JsonElement id) => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number)
                ? number
                : throw file.Error($"'{Property}' is {JsonText.OnOneLine(id)}; expected a token id, or a list of token ids.");
        }

        return ids;
    }
}
