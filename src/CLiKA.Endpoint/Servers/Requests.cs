using System.Globalization;
using System.Text.Json.Nodes;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Servers;

/// <summary>Creates the requests of OpenAI's API, always with greedy decoding.</summary>
/// <param name="model">Name of the model on the server.</param>
/// <param name="offered">The capabilities of the server as far as they are known.</param>
internal sealed class Requests(string model, ServerCapabilities offered)
{
    /// <summary>The name of the token limit on most servers.</summary>
    public const string UsualLimit = "max_tokens";

    /// <summary>The name of the token limit on servers that refuse the usual one, as it appears in their message.</summary>
    public const string NewerLimit = "max_completion_tokens";

    // Larger than any difference between logits, and small enough for 32-bit arithmetic.
    private const int Bias = 10_000;

    /// <summary>Returns the path of the API to which chats, or texts to be continued, are sent.</summary>
    /// <param name="chat">The chat format; null for completions.</param>
    public static string PathOf(ChatFormat? chat) => chat is null ? "completions" : "chat/completions";

    /// <summary>Creates a request for the continuation of a text.</summary>
    /// <param name="prompt">The text.</param>
    /// <param name="tokens">Maximum number of new tokens, at least 1.</param>
    public JsonObject Completion(JsonNode prompt, int tokens)
    {
        var request = Begin(tokens);
        request["prompt"] = prompt;
        return request;
    }

    /// <summary>Creates a request for the continuation of a text given as tokens.</summary>
    /// <param name="prompt">The tokens.</param>
    /// <param name="tokens">Maximum number of new tokens, at least 1.</param>
    public JsonObject Completion(IEnumerable<int> prompt, int tokens) => Completion(new JsonArray([.. prompt.Select(id => (JsonNode)id)]), tokens);

    /// <summary>Creates a request for the answer to a message.</summary>
    /// <param name="message">The user's message.</param>
    /// <param name="format">The chat format.</param>
    /// <param name="tokens">Maximum number of tokens of the answer, at least 1.</param>
    public JsonObject Chat(string message, ChatFormat format, int tokens)
    {
        var messages = new JsonArray();
        if (format.System is { } system)
        {
            messages.Add(new JsonObject { ["role"] = "system", ["content"] = system });
        }

        messages.Add(new JsonObject { ["role"] = "user", ["content"] = message });
        var request = Begin(tokens);
        request["messages"] = messages;
        if (format.Variables.Count > 0)
        {
            request["chat_template_kwargs"] =
                new JsonObject(format.Variables.Select(variable => KeyValuePair.Create(variable.Key, JsonNode.Parse(variable.Value.GetRawText()))));
        }

        return request;
    }

    /// <summary>Creates a request for the tokens of a text, with the property names of both vLLM and llama-server.</summary>
    /// <param name="text">The text.</param>
    /// <param name="opens">Whether to add the special tokens that open a text.</param>
    public JsonObject Tokens(string text, bool opens) => new()
    {
        ["model"] = model,
        ["prompt"] = text,
        ["add_special_tokens"] = opens,
        ["content"] = text,
        ["add_special"] = opens,
        ["parse_special"] = true,
    };

    /// <summary>Forces a token to be generated, however unlikely it is.</summary>
    /// <param name="request">A request.</param>
    /// <param name="token">Id of the token.</param>
    /// <returns>The request.</returns>
    public static JsonObject Force(JsonObject request, int token)
    {
        request["logit_bias"] = new JsonObject { [token.ToString(CultureInfo.InvariantCulture)] = Bias };
        return request;
    }

    private JsonObject Begin(int tokens)
    {
        var request = new JsonObject { ["model"] = model, [offered.TokenLimit] = tokens, ["temperature"] = 0, ["stream"] = false };
        if (offered.HasModelDefaults)
        {
            request["repetition_penalty"] = 1;
        }

        return request;
    }
}
