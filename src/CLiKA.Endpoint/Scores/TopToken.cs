using System.Globalization;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>One of the likeliest next tokens.</summary>
/// <param name="Id">Its id; null where the server does not return it.</param>
/// <param name="Text">Its text, or the id in words where the server returns that instead.</param>
/// <param name="LogProbability">Its natural log-probability.</param>
internal readonly record struct TopToken(int? Id, string Text, double LogProbability)
{
    private const string IdPrefix = "token_id:";

    /// <summary>
    /// Reads the alternatives for a choice's first token: a list of objects, as in chat completions and everywhere in llama-server, or an object with
    /// the tokens' texts as names, as in completions.
    /// </summary>
    /// <param name="choice">The choice.</param>
    /// <returns>The tokens; empty where the server returns none.</returns>
    /// <exception cref="InvalidInputException">They are malformed.</exception>
    public static IReadOnlyList<TopToken> Read(JsonRecord choice)
    {
        if (!choice.Has("logprobs"))
        {
            return [];
        }

        var shown = choice.Record("logprobs");
        if (shown.Has("content"))
        {
            return shown.Records("content") is [{ } first, ..] && first.Has("top_logprobs")
                ? [.. first.Records("top_logprobs").Select(token => new TopToken(
                    token.Has("id") ? token.WholeNumber("id") : null, token.Text("token"), LogProbabilities.Read(token, "logprob")))]
                : [];
        }

        if (!shown.Has("top_logprobs") || shown.Element.GetProperty("top_logprobs") is not { ValueKind: JsonValueKind.Array } positions
            || positions.GetArrayLength() == 0)
        {
            return [];
        }

        var tokens = shown with { Element = positions[0] };
        return tokens.Element.ValueKind == JsonValueKind.Object
            ? [.. tokens.Names.Select(name => new TopToken(IdOf(name), name, LogProbabilities.Read(tokens, name)))]
            : throw shown.Error($"'top_logprobs' begins with {tokens.Element.ValueKind}; expected an object with the tokens by their texts.");
    }

    private static int? IdOf(string name) => name.StartsWith(IdPrefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(IdPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
