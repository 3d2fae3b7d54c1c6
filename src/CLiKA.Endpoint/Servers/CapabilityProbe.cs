using System.Net;
using System.Text.Json.Nodes;
using CLiKA.Configuration;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Scores;
using CLiKA.Input;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Servers;

/// <summary>Determines what a server offers by trying it: what servers declare differs, and so do their versions.</summary>
/// <param name="client">The server.</param>
/// <param name="entry">The configuration of the endpoint.</param>
internal sealed class CapabilityProbe(EndpointClient client, EndpointEntry entry)
{
    private const string Text = "Question:2+3=?\nAnswer:";

    // llama-server returns nothing where the likeliest token ends within a character, which may happen for one text.
    private static readonly string[] Texts = [Text, "2+3=5\n2+3=5\n2+3"];

    // The default limits of servers: 20 for vLLM and chat completions, 5 for the older completions and TGI.
    private static readonly int[] Counts = [20, 5, 1];

    private readonly List<string> _faults = [];

    private Func<Task> _requireAnswer = () => Task.CompletedTask;

    /// <summary>Probes the server.</summary>
    /// <param name="chat">The chat format; null for completions.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The capabilities.</returns>
    /// <exception cref="InvalidInputException">The server cannot be asked at all.</exception>
    public async Task<ServerCapabilities> RunAsync(ChatFormat? chat, CancellationToken cancellationToken)
    {
        var offered = new ServerCapabilities(entry.Api, await ServedModels.ReadAsync(client, entry, cancellationToken).ConfigureAwait(false));
        (offered, var answer) = await FirstAnswerAsync(offered, chat, cancellationToken).ConfigureAwait(false);
        offered = offered with { Version = await ServerVersion.ReadAsync(client, offered.Models, answer, cancellationToken).ConfigureAwait(false) };
        var requests = new Requests(entry.Model, offered);
        _requireAnswer = async () => Required(await AnswerAsync(requests, chat, cancellationToken).ConfigureAwait(false), chat);
        offered = offered with { Models = Named(offered.Models) };
        (offered, var text, var likeliest) = await TopTokensAsync(offered, requests, chat, cancellationToken).ConfigureAwait(false);
        offered = chat is not null
            ? offered with { Lacks = "chat completions show no log-probabilities of a given answer" }
            : await PromptsAsync(offered, requests, cancellationToken).ConfigureAwait(false);
        if (!offered.ScoresContinuations && offered.NamesIds)
        {
            var request = LetterScorer.Request(requests, text, chat, offered.TopTokens, byId: false);
            offered = offered with { Forcible = await ForcibleAsync(request, likeliest, chat, cancellationToken).ConfigureAwait(false) };
        }

        return offered with { Faults = [.. _faults.Distinct()] };
    }

    private ServedModels Named(ServedModels models) => client.Answering.NameOf(entry.Model) is { } name && name != entry.Model
        ? models with { Remark = $"{models.Remark}, answers as {client.Shown(name)}".TrimStart(',', ' ') }
        : models;

    // Requests an answer, without which nothing else is of use. OpenAI's newer models refuse the usual name of the token limit, and name the other in
    // their message.
    private async Task<(ServerCapabilities Offered, JsonRecord Answer)> FirstAnswerAsync(
        ServerCapabilities offered, ChatFormat? chat, CancellationToken cancellationToken)
    {
        var reply = await AnswerAsync(new(entry.Model, offered), chat, cancellationToken).ConfigureAwait(false);
        if (!reply.Refusal.Contains(Requests.NewerLimit, StringComparison.Ordinal))
        {
            return (offered, Required(reply, chat));
        }

        var newer = offered with { TokenLimit = Requests.NewerLimit };
        return (newer, Required(await AnswerAsync(new(entry.Model, newer), chat, cancellationToken).ConfigureAwait(false), chat));
    }

    private Task<Reply> AnswerAsync(Requests requests, ChatFormat? chat, CancellationToken cancellationToken) => client.TryAsync(
        Requests.PathOf(chat),
        chat is null ? requests.Completion(Text, tokens: 1) : requests.Chat(Text, chat, tokens: 1),
        RequestKind.Question,
        cancellationToken);

    private JsonRecord Required(Reply reply, ChatFormat? chat)
    {
        // llama-server has a completion endpoint of its own there, which is not OpenAI's.
        var isElsewhere = entry.Url.AbsolutePath == "/" && (reply.Status == HttpStatusCode.NotFound || reply.Body?.Has("choices") == false);
        var address = isElsewhere ? "; most servers have their API below /v1, which 'url' lacks"
            : entry.Url.AbsolutePath.TrimEnd('/').EndsWith("/completions", StringComparison.Ordinal) ? "; 'url' has to end before the path of a request, as with /v1"
            : string.Empty;
        var what = chat is null ? "completions; for a model that only chats, set \"chat\": true" : "chat completions";
        if (reply.Body is not { } body || isElsewhere)
        {
            throw client.Error($"the server offers no {what}{address}{(reply.Refusal.Length > 0 ? $": {reply.Refusal}" : ".")}");
        }

        _ = Choices.Only(body);
        return body;
    }

    private async Task<(ServerCapabilities Offered, string Text, IReadOnlyList<TopToken> Likeliest)> TopTokensAsync(
        ServerCapabilities offered, Requests requests, ChatFormat? chat, CancellationToken cancellationToken)
    {
        foreach (var text in Texts)
        {
            var showsNone = false;
            foreach (var (count, byId) in Counts.SelectMany(count => chat is null ? (bool[])[true, false] : [false], (count, byId) => (count, byId)))
            {
                var request = LetterScorer.Request(requests, text, chat, count, byId);
                var reply = await ProbeAsync(Requests.PathOf(chat), request, reply => TopToken.Read(Choices.Only(reply)), cancellationToken).ConfigureAwait(false);
                if (reply.Found is { Count: > 0 } tokens)
                {
                    return (offered with { TopTokens = count, NamesIds = tokens.All(token => token.Id is not null) }, text, tokens);
                }

                // Another number does not help where the server accepts this one but returns no tokens.
                if (reply.Found is not null)
                {
                    showsNone = true;
                    break;
                }
            }

            // What is refused after one text is refused after any.
            if (!showsNone)
            {
                break;
            }
        }

        return (offered, Text, []);
    }

    private async Task<ServerCapabilities> PromptsAsync(ServerCapabilities offered, Requests requests, CancellationToken cancellationToken)
    {
        var (ids, why) = await ProbeAsync(
            ServerTokenizer.Path, requests.Tokens(Text, opens: true), ServerTokenizer.Read, cancellationToken).ConfigureAwait(false);
        var whyNoTokens = $"{ServerTokenizer.Path}: {why}";
        if (ids is { Length: > 1 })
        {
            var (_, whyNoScores) = await ProbeAsync(
                "completions",
                PromptTokenScorer.Request(requests, ids),
                reply => $"{PromptTokenScorer.Read(reply, ids, 1)}",
                cancellationToken).ConfigureAwait(false);
            if (whyNoScores is null)
            {
                return offered with { Tokenizes = true, ScoresTokens = true };
            }

            whyNoTokens = $"prompt_logprobs: {whyNoScores}";
        }

        var (_, whyNoEcho) = await ProbeAsync(
            "completions", EchoScorer.Request(requests, Text), reply => EchoScorer.Read(reply).Tokens, cancellationToken).ConfigureAwait(false);
        return offered with
        {
            Tokenizes = ids is { Length: > 1 },
            Echoes = whyNoEcho is null,
            Lacks = whyNoEcho is null
                ? string.Empty
                : $"it shows no log-probabilities of prompts ({whyNoTokens.TrimEnd('.')}; echo: {whyNoEcho.TrimEnd('.')})",
        };
    }

    // A token that is not the likeliest, whose probability is therefore at most one half, must be generated when forced, with the same probability as
    // without the bias.
    private async Task<int?> ForcibleAsync(
        JsonObject request, IReadOnlyList<TopToken> likeliest, ChatFormat? chat, CancellationToken cancellationToken)
    {
        var token = likeliest.OrderByDescending(token => token.LogProbability).Skip(1).FirstOrDefault(token => EndsWithCharacter(token.Text));
        if (token.Id is not { } id)
        {
            return null;
        }

        var (_, why) = await ProbeAsync(
            Requests.PathOf(chat),
            Requests.Force(request, id),
            reply => ForcedTokenScorer.Read(reply, id) is { } forced && Math.Abs(forced - token.LogProbability) <= EndpointAnswerer.Rounding
                ? string.Empty
                : throw reply.Error("'logit_bias' changes what is shown."),
            cancellationToken).ConfigureAwait(false);
        return why is null ? id : null;
    }

    // For a token that ends within a character servers return what precedes it, often a space.
    private static bool EndsWithCharacter(string text) => text.Length > 0 && text.All(char.IsAscii) && !char.IsWhiteSpace(text[^1]);

    // The result of the probe; null, with the reason, where the feature is not offered.
    private async Task<(T? Found, string? Why)> ProbeAsync<T>(
        string path, JsonObject request, Func<JsonRecord, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var reply = await client.TryAsync(path, request, RequestKind.Probe, cancellationToken).ConfigureAwait(false);
        if (reply.Body is null)
        {
            // Only a definite response of the server answers the probe; a failure or silence does not.
            if (reply is { IsFinal: true, Status: not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) })
            {
                return (null, reply.Refusal);
            }

            // Where the server fails on each probe but answers without the feature, it cannot be used; but it may work tomorrow.
            if (reply.Status != HttpStatusCode.InternalServerError)
            {
                throw client.Error($"the server could not be probed ({path}): {reply.Refusal}");
            }

            await _requireAnswer().ConfigureAwait(false);
            _faults.Add($"{path}: {reply.Refusal.TrimEnd('.')}");
            return (null, reply.Refusal);
        }

        try
        {
            return (read(reply.Body), null);
        }
        catch (InvalidInputException error)
        {
            return (null, client.Shown(error.Problem));
        }
    }
}
