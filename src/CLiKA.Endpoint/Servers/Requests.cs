using System.Globalization;
using System.Text.Json.Nodes;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Servers;

/// <summary>The requests of OpenAI's API, always for the likeliest token.</summary>
/// <param name="model">The name under which the server has the model.</param>
/// <param name="offered">What is known of the server by now.</param>
internal sealed class Requests(string model, ServerCapabilities offered)
{
    /// <summary>How most servers call the most tokens of an answer.</summary>
    public const string UsualLimit = "max_tokens";

    /// <summary>How those call it that refuse the usual name, in whose words this one stands.</summary>
    public const string NewerLimit = "max_completion_tokens";

    // More than logits lie apart in any model, and little enough for 32 bits.
    private const int Bias = 10_000;

    /// <summary>Asks to continue a text.</summary>
    /// <param name="prompt">The text.</param>
    /// <param name="tokens">Most tokens that are added, at least 1.</param>
    public JsonObject Completion(JsonNode prompt, int tokens)
    {
        var request = Begin(tokens);
        request["prompt"] = prompt;
        return request;
    }

    /// <summary>Asks to continue a text that is given as tokens.</summary>
    /// <param name="prompt">The tokens.</param>
    /// <param name="tokens">Most tokens that are added, at least 1.</param>
    public JsonObject Completion(IEnumerable<int> prompt, int tokens) => Completion(new JsonArray([.. prompt.Select(id => (JsonNode)id)]), tokens);

    /// <summary>Asks for the answer to a message.</summary>
    /// <param name="message">The user's message.</param>
    /// <param name="format">What the chat template is told.</param>
    /// <param name="tokens">Most tokens of the answer, at least 1.</param>
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

    /// <summary>Asks for the tokens of a text, in the words of vLLM and of llama-server.</summary>
    /// <param name="text">The text.</param>
    /// <param name="opens">Whether to put the tokens before it that open a text.</param>
    public JsonObject Tokens(string text, bool opens) => new()
    {
        ["model"] = model,
        ["prompt"] = text,
        ["add_special_tokens"] = opens,
        ["content"] = text,
        ["add_special"] = opens,
        ["parse_special"] = true,
    };

    /// <summary>Has a token written, however unlikely it is.</summary>
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
