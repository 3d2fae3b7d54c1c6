using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>The replies of one model, in the form of one kind of server.</summary>
internal sealed class ServedAnswers(TokenModel model, ServerManner manner)
{
    private static readonly string[] Known = ["model", "prompt", "max_tokens", "temperature", "stream", "logprobs", "echo", "stop"];

    private HuggingFaceTokenizer Tokenizer => model.Folder.Tokenizer;

    public static (int Status, JsonObject Body) Refuse(int status, string words) =>
        (status, new JsonObject { ["error"] = new JsonObject { ["message"] = words, ["type"] = "invalid_request_error" } });

    public (int Status, JsonObject Body) Tokenize(JsonObject request)
    {
        var (text, opens) = manner.Owner == "llamacpp" ? ("content", "add_special") : ("prompt", "add_special_tokens");
        var ids = Tokenizer.Encode(request[text]!.GetValue<string>(), request[opens]!.GetValue<bool>());
        return (200, new JsonObject { ["tokens"] = Array(ids.Select(id => (JsonNode)id)), ["count"] = ids.Count });
    }

    public (int Status, JsonObject Body) Complete(JsonObject request)
    {
        if (manner.IsStrict && request.FirstOrDefault(property => !Known.Contains(property.Key)).Key is { } unknown)
        {
            return Refuse(400, $"Unrecognized request argument supplied: {unknown}");
        }

        var top = request["logprobs"]?.GetValue<int>();
        if (top > manner.MostTopTokens)
        {
            return Refuse(400, $"Requested sample logprobs of {top}, which is greater than max allowed: {manner.MostTopTokens}");
        }

        var echoes = request["echo"]?.GetValue<bool>() == true;
        if (echoes && !manner.Echoes)
        {
            return Refuse(500, "Only no echo is supported");
        }

        int[] prompt = request["prompt"] is JsonArray ids
            ? [.. ids.Select(id => id!.GetValue<int>())]
            : [.. Tokenizer.Encode(request["prompt"]!.GetValue<string>(), addSpecialTokens: true)];
        if (Refusal(prompt, request) is { } refusal)
        {
            return refusal;
        }

        var (next, added, text, reason) = Continue(prompt, request);
        var choice = new JsonObject { ["index"] = 0, ["text"] = text, ["finish_reason"] = reason };
        if (top is { } count && !EndsWithinCharacter(text))
        {
            choice["logprobs"] = manner.ListsTokens
                ? new JsonObject { ["content"] = Array(next.Select(step => Listed(step.Values, step.Written, count))) }
                : Named(request, echoes ? prompt : [], next.ConvertAll(step => step.Values), added, count);
        }

        if (manner.ShowsPrompts && request.ContainsKey("prompt_logprobs"))
        {
            choice["prompt_logprobs"] = PromptLogProbabilities(prompt);
        }

        return Reply(choice, prompt.Length, added.Count);
    }

    public (int Status, JsonObject Body) Chat(JsonObject request)
    {
        var messages = request["messages"]!.AsArray();
        var variables = request["chat_template_kwargs"]?.AsObject() ?? [];
        var format = new ChatFormat
        {
            System = ContentOf("system"),
            Variables = variables.ToDictionary(variable => variable.Key, variable => JsonSerializer.SerializeToElement(variable.Value)),
        };
        var turn = ChatTemplate.Read(model.Folder.Path, format).Render(ContentOf("user")!);
        int[] prompt = [.. Tokenizer.Encode(turn, addSpecialTokens: false)];
        if (request["top_logprobs"]?.GetValue<int>() > manner.MostTopTokens)
        {
            return Refuse(422, $"`top_n_tokens` must be >= 0 and <= {manner.MostTopTokens}");
        }

        if (Refusal(prompt, request) is { } refusal)
        {
            return refusal;
        }

        var (next, added, text, reason) = Continue(prompt, request);
        var choice = new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["finish_reason"] = reason,
        };
        if (request["top_logprobs"]?.GetValue<int>() is { } top && !EndsWithinCharacter(text))
        {
            choice["logprobs"] = new JsonObject { ["content"] = Array(next.Select(step => Listed(step.Values, step.Written, top))) };
        }

        return Reply(choice, prompt.Length, added.Count);

        string? ContentOf(string role) =>
            messages.SingleOrDefault(message => message!["role"]!.GetValue<string>() == role)?["content"]!.GetValue<string>();
    }

    private (int Status, JsonObject Body) Reply(JsonObject choice, int sent, int added) => (200, new JsonObject
    {
        ["id"] = "cmpl-1",
        ["object"] = "text_completion",
        ["choices"] = new JsonArray(choice),
        ["system_fingerprint"] = manner.Owner == "vllm" ? null : manner.Version,
        ["usage"] = new JsonObject { ["prompt_tokens"] = sent, ["completion_tokens"] = added },
    });

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];

    private (int Status, JsonObject Body)? Refusal(int[] prompt, JsonObject request) =>
        prompt.Length + request["max_tokens"]!.GetValue<int>() > model.Folder.Configuration.MaximumPositions
            ? Refuse(400, $"This model's maximum context length is {model.Folder.Configuration.MaximumPositions} tokens.")
            : null;

    // What may follow at each step and what did, the tokens that were added, and the text without the stop.
    private (List<(double[] Values, int Written)> Next, List<int> Added, string Text, string Reason) Continue(int[] prompt, JsonObject request)
    {
        var most = request["max_tokens"]!.GetValue<int>();
        var stops = request["stop"]?.AsArray().Select(stop => stop!.GetValue<string>()).ToList() ?? [];
        var (next, added, text) = (new List<(double[], int)>(), new List<int>(), string.Empty);
        while (added.Count < most)
        {
            var values = model.Next([.. prompt, .. added]);
            var token = Written(values, request);
            next.Add((values, token));
            if (model.Folder.EndTokens.Contains(token))
            {
                return (next, added, text, "stop");
            }

            added.Add(token);
            text = Tokenizer.Decode(added, skipSpecialTokens: true);
            var ends = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(end => end >= 0).ToList();
            if (ends.Count > 0)
            {
                return (next, added, text[..ends.Min()], "stop");
            }
        }

        return (next, added, text, "length");
    }

    // llama-server keeps such a token back, and what is to be said of it.
    private bool EndsWithinCharacter(string text) => manner.Forces && text.EndsWith('\uFFFD');

    private int Written(double[] next, JsonObject request)
    {
        var biased = (double[])next.Clone();
        foreach (var (token, bias) in manner.Forces && request["logit_bias"] is JsonObject biases ? biases : [])
        {
            biased[int.Parse(token, CultureInfo.InvariantCulture)] += bias!.GetValue<int>();
        }

        return TokenModel.Likeliest(biased, 1).Single();
    }

    private string TextOf(int token) => Tokenizer.Decode([token], skipSpecialTokens: false);

    private JsonObject Listed(double[] next, int written, int count)
    {
        var tokens = TokenModel.Likeliest(next, count).Select(Entry).ToList();
        var first = Entry(written);
        first["top_logprobs"] = Array(tokens);
        return first;

        JsonObject Entry(int token)
        {
            var entry = new JsonObject { ["token"] = TextOf(token), ["logprob"] = next[token] };
            if (manner.ListsTokens)
            {
                entry["id"] = token;
            }

            return entry;
        }
    }

    private JsonObject Named(JsonObject request, int[] prompt, List<double[]> next, List<int> added, int count)
    {
        Func<int, string> name = manner.NamesIds && request["return_tokens_as_token_ids"]?.GetValue<bool>() == true
            ? token => $"token_id:{token}"
            : TextOf;
        var own = (prompt.Length > 1 ? model.Own(prompt) : []).Select(value => (JsonNode?)value);
        return new JsonObject
        {
            ["tokens"] = Array(prompt.Concat(added).Select(token => (JsonNode)name(token))),
            ["token_logprobs"] = new JsonArray([.. prompt.Length > 0 ? own.Prepend(null) : [], .. added.Zip(next, (token, values) => (JsonNode?)values[token])]),
            ["top_logprobs"] = new JsonArray(
            [
                .. prompt.Select(_ => (JsonNode?)null),
                .. next.Select(values => new JsonObject(TokenModel.Likeliest(values, count)
                    .DistinctBy(name).Select(token => KeyValuePair.Create(name(token), (JsonNode?)values[token])))),
            ]),
        };
    }

    private JsonArray PromptLogProbabilities(int[] prompt)
    {
        return new JsonArray(
        [
            null,
            .. prompt.Skip(1).Zip(model.Own(prompt), (token, value) => new JsonObject
            {
                [token.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["logprob"] = value, ["rank"] = 1, ["decoded_token"] = TextOf(token) },
            }),
        ]);
    }
}
