using System.Text.Json.Nodes;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Servers;

/// <summary>The requests of OpenAI's API, always for the likeliest token.</summary>
/// <param name="model">The name under which the server has the model.</param>
/// <param name="hasModelDefaults">Whether the model's own defaults have to be overruled.</param>
internal sealed class Requests(string model, bool hasModelDefaults)
{
    /// <summary>Asks to continue a text.</summary>
    /// <param name="prompt">The text, or its tokens.</param>
    /// <param name="tokens">Most tokens that are added, at least 1.</param>
    public JsonObject Completion(JsonNode prompt, int tokens)
    {
        var request = Begin(tokens);
        request["prompt"] = prompt;
        return request;
    }

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

    private JsonObject Begin(int tokens)
    {
        var request = new JsonObject { ["model"] = model, ["max_tokens"] = tokens, ["temperature"] = 0, ["stream"] = false };
        if (hasModelDefaults)
        {
            request["repetition_penalty"] = 1;
        }

        return request;
    }
}
