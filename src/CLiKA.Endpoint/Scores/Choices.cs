using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Reads the choices of completions.</summary>
internal static class Choices
{
    /// <summary>Returns the single choice that was requested.</summary>
    /// <param name="reply">The reply.</param>
    /// <exception cref="InvalidInputException">There is none, or there are several.</exception>
    public static JsonRecord Only(JsonRecord reply) => reply.Records("choices") switch
    {
        [var only] => only,
        [] => throw reply.Error("'choices' is empty; expected an answer."),
        var several => throw reply.Error($"'choices' has {several.Count} answers; expected one."),
    };

    /// <summary>Returns the generated text.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The text; it may be empty.</returns>
    /// <exception cref="InvalidInputException">The text is missing, or the model produced only reasoning.</exception>
    public static string Text(JsonRecord reply)
    {
        var choice = Only(reply);
        if (!choice.Has("message"))
        {
            return choice.Text("text") is var text && BeginsThought(text) ? throw Thought(choice) : text;
        }

        // An answer that is missing because reasoning used up all tokens is not an invalid answer.
        var message = choice.Record("message");
        return message.Has("content") && message.Text("content") is { Length: > 0 } content
            ? BeginsThought(content) ? throw Thought(message) : content
            : HasThought(message) ? throw Thought(message)
            : string.Empty;
    }

    /// <summary>Returns the likeliest first tokens of an answer.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The tokens; empty where the server returns none.</returns>
    /// <exception cref="InvalidInputException">They are malformed, or belong to the reasoning of a chat.</exception>
    public static IReadOnlyList<TopToken> Tokens(JsonRecord reply)
    {
        var choice = Only(reply);
        var tokens = TopToken.Read(choice);
        if (!choice.Has("message"))
        {
            return tokens;
        }

        // Letters would not be found among the tokens of reasoning and all count as invalid, as if the model knew nothing.
        var message = choice.Record("message");
        var isThought = HasThought(message) || (message.Has("content") && BeginsThought(message.Text("content")))
            || (tokens.Count > 0 && BeginsThought(tokens.MaxBy(token => token.LogProbability).Text));
        return isThought ? throw Thought(message) : tokens;
    }

    private static bool BeginsThought(string text) => text.AsSpan().TrimStart().StartsWith("<think", StringComparison.Ordinal);

    // Some servers include empty reasoning fields.
    private static bool HasThought(JsonRecord message) =>
        ((string[])["reasoning_content", "reasoning"]).Any(name => message.Has(name) && !string.IsNullOrWhiteSpace(message.Text(name)));

    private static InvalidInputException Thought(JsonRecord message) => message.Error(
        "the model only reasoned and gave no answer. Many templates turn reasoning off with \"chat\": { \"variables\": { \"enable_thinking\": false } }.");
}
