using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>Reads the <c>merges</c> of a byte-pair model: pairs of tokens, as strings with a space between them or as arrays.</summary>
internal static class MergeList
{
    /// <summary>Reads the list.</summary>
    /// <returns>The merges by the pair that they join.</returns>
    public static Dictionary<TokenPair, Merge> Read(JsonRecord model, Dictionary<string, int> vocabulary, string continuingPrefix)
    {
        if (!model.Element.TryGetProperty("merges", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw model.Error("'merges' is missing or not an array; expected pairs of tokens.");
        }

        var merges = new Dictionary<TokenPair, Merge>(list.GetArrayLength());
        foreach (var (rank, entry) in list.EnumerateArray().Index())
        {
            var (left, right) = Pair(entry) ?? throw NoMerge(model, entry);
            if (!vocabulary.TryGetValue(left, out var leftId) || !vocabulary.TryGetValue(right, out var rightId)
                || !right.StartsWith(continuingPrefix, StringComparison.Ordinal)
                || !vocabulary.TryGetValue(string.Concat(left, right.AsSpan(continuingPrefix.Length)), out var merged))
            {
                throw NoMerge(model, entry);
            }

            merges[new(leftId, rightId)] = new(rank, merged);
        }

        return merges;
    }

    private static (string Left, string Right)? Pair(JsonElement entry)
    {
        switch (entry.ValueKind)
        {
            case JsonValueKind.String:
                var text = entry.GetString()!;
                var space = text.IndexOf(' ', StringComparison.Ordinal);
                return space < 0 || text.IndexOf(' ', space + 1) >= 0 ? null : (text[..space], text[(space + 1)..]);
            case JsonValueKind.Array
                when entry.GetArrayLength() == 2 && entry.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String):
                return (entry[0].GetString()!, entry[1].GetString()!);
            default:
                return null;
        }
    }

    private static InvalidInputException NoMerge(JsonRecord model, JsonElement entry) =>
        model.Error($"the merge {JsonText.OnOneLine(entry)} does not join two tokens of 'vocab' to a third.");
}
