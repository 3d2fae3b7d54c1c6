using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Reads the replies of completions.</summary>
internal static class Choices
{
    /// <summary>The one choice that was asked for.</summary>
    /// <param name="reply">The reply.</param>
    /// <exception cref="InvalidInputException">There is none, or there are several.</exception>
    public static JsonRecord Only(JsonRecord reply) => reply.Records("choices") switch
    {
        [var only] => only,
        [] => throw reply.Error("'choices' is empty; expected an answer."),
        var several => throw reply.Error($"'choices' holds {several.Count}; expected one answer."),
    };

    /// <summary>What the model said.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The text; it may be empty.</returns>
    /// <exception cref="InvalidInputException">It is missing, or the model only thought.</exception>
    public static string Text(JsonRecord reply)
    {
        var choice = Only(reply);
        if (!choice.Has("message"))
        {
            return choice.Text("text") is var text && BeginsThought(text) ? throw Thought(choice) : text;
        }

        // An answer that never came, because all its tokens were thoughts, is no invalid answer.
        var message = choice.Record("message");
        return message.Has("content") && message.Text("content") is { Length: > 0 } content
            ? BeginsThought(content) ? throw Thought(message) : content
            : HasThought(message) ? throw Thought(message)
            : string.Empty;
    }

    /// <summary>The likeliest first tokens of an answer.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The tokens; none where the server shows none.</returns>
    /// <exception cref="InvalidInputException">They are something else, or those of a chat are of a thought.</exception>
    public static IReadOnlyList<TopToken> Tokens(JsonRecord reply)
    {
        var choice = Only(reply);
        var tokens = TopToken.Read(choice);
        if (!choice.Has("message"))
        {
            return tokens;
        }

        // Letters that were looked for in a thought would all be invalid, as if the model knew nothing.
        var message = choice.Record("message");
        var isThought = HasThought(message) || (message.Has("content") && BeginsThought(message.Text("content")))
            || (tokens.Count > 0 && BeginsThought(tokens.MaxBy(token => token.LogProbability).Text));
        return isThought ? throw Thought(message) : tokens;
    }

    private static bool BeginsThought(string text) => text.AsSpan().TrimStart().StartsWith("<think", StringComparison.Ordinal);

    // Some servers name thoughts where there are none.
    private static bool HasThought(JsonRecord message) =>
        ((string[])["reasoning_content", "reasoning"]).Any(name => message.Has(name) && !string.IsNullOrWhiteSpace(message.Text(name)));

    private static InvalidInputException Thought(JsonRecord said) => said.Error(
        "the model only reasoned and gave no answer; expected one that answers at once: 'variables' of 'chat' can turn reasoning off in its template.");
}
