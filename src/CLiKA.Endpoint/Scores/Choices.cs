using CLiKA.Input;

namespace CLiKA.Endpoint.Scores;

/// <summary>Reads the replies of completions.</summary>
internal static class Choices
{
    /// <summary>The one choice that was asked for.</summary>
    /// <param name="reply">The reply.</param>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static JsonRecord First(JsonRecord reply) =>
        reply.Records("choices") is [{ } first, ..] ? first : throw reply.Error("'choices' is empty; expected an answer.");

    /// <summary>What the model said.</summary>
    /// <param name="reply">The reply.</param>
    /// <returns>The text; it may be empty.</returns>
    /// <exception cref="InvalidInputException">It is missing, or the model only thought.</exception>
    public static string Text(JsonRecord reply)
    {
        var choice = First(reply);
        if (!choice.Has("message"))
        {
            return choice.Text("text");
        }

        // An answer that never came, because all its tokens were thoughts, is no invalid answer.
        var message = choice.Record("message");
        return message.Has("content") && message.Text("content").Length > 0 ? message.Text("content")
            : message.Has("reasoning_content") || message.Has("reasoning") ? throw message.Error(
                "the model thought and did not answer; expected one that answers at once: 'variables' of 'chat' can say so to its template.")
            : string.Empty;
    }
}
