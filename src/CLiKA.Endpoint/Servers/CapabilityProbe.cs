using System.Net;
using System.Text.Json.Nodes;
using CLiKA.Configuration;
using CLiKA.Endpoint.Http;
using CLiKA.Endpoint.Scores;
using CLiKA.Input;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Servers;

/// <summary>Finds out what a server offers, by asking for it: what servers say of themselves differs, and so do their versions.</summary>
/// <param name="client">The server.</param>
/// <param name="entry">How it is asked.</param>
internal sealed class CapabilityProbe(EndpointClient client, EndpointEntry entry)
{
    private const string Text = "Question:2+3=?\nAnswer:";

    // What servers allow without being told otherwise: vLLM and chat completions 20, the older completions and TGI 5.
    private static readonly int[] Counts = [20, 5, 1];

    private readonly List<string> _faults = [];

    private Func<Task> _requireAnswer = () => Task.CompletedTask;

    /// <summary>Probes.</summary>
    /// <param name="chat">What the chat template is told; null where prompts are continued.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is offered.</returns>
    /// <exception cref="InvalidInputException">The server cannot be asked at all.</exception>
    public async Task<ServerCapabilities> RunAsync(ChatFormat? chat, CancellationToken cancellationToken)
    {
        var offered = new ServerCapabilities(entry.Api, await ServedModels.ReadAsync(client, entry, cancellationToken).ConfigureAwait(false));
        var requests = new Requests(entry.Model, offered.HasModelDefaults);
        const string Advice = "; a model that only chats has \"chat\": true";
        _requireAnswer = chat is not null
            ? () => RequireAsync("chat/completions", requests.Chat(Text, chat, tokens: 1), "chat completions", string.Empty, cancellationToken)
            : () => RequireAsync("completions", requests.Completion(Text, tokens: 1), "completions", Advice, cancellationToken);
        await _requireAnswer().ConfigureAwait(false);
        offered = offered with { Models = Named(offered.Models) };
        offered = await TopTokensAsync(offered, requests, chat, cancellationToken).ConfigureAwait(false);
        offered = chat is not null
            ? offered with { Lacks = "chat completions show no log-probabilities of a given answer" }
            : await PromptsAsync(offered, requests, cancellationToken).ConfigureAwait(false);
        return offered with { Faults = [.. _faults.Distinct()] };
    }

    private ServedModels Named(ServedModels models) => client.Answering.NameOf(entry.Model) is { } name && name != entry.Model
        ? models with { Remark = $"{models.Remark}, answers as {client.Shown(name)}".TrimStart(',', ' ') }
        : models;

    private async Task RequireAsync(
        string path, JsonObject request, string what, string advice, CancellationToken cancellationToken)
    {
        var reply = await client.TryAsync(path, request, RequestKind.Question, cancellationToken).ConfigureAwait(false);
        var root = reply.Status == HttpStatusCode.NotFound && entry.Url.AbsolutePath == "/" ? "; most servers have their API below /v1, and 'url' ends before" : string.Empty;
        _ = reply.Body is { } body ? Choices.Only(body) : throw client.Error($"the server gives no {what}{advice}{root}: {reply.Refusal}");
    }

    private async Task<ServerCapabilities> TopTokensAsync(
        ServerCapabilities offered, Requests requests, ChatFormat? chat, CancellationToken cancellationToken)
    {
        foreach (var (count, byId) in Counts.SelectMany(count => chat is null ? (bool[])[true, false] : [false], (count, byId) => (count, byId)))
        {
            var request = LetterScorer.Request(requests, Text, chat, count, byId);
            var path = chat is null ? "completions" : "chat/completions";
            var reply = await ProbeAsync(path, request, reply => TopToken.Read(Choices.Only(reply)), cancellationToken).ConfigureAwait(false);
            if (reply.Found is { } tokens)
            {
                // A larger number is no use where none are shown at all.
                return offered with
                {
                    TopTokens = tokens.Count == 0 ? 0 : count,
                    NamesIds = tokens.Count > 0 && tokens.All(token => token.Id is not null),
                };
            }
        }

        return offered;
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
                TokenIdScorer.Request(requests, ids),
                reply => $"{TokenIdScorer.Read(reply, ids, 1)}",
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

    // Nothing found, and why, where it is not offered.
    private async Task<(T? Found, string? Why)> ProbeAsync<T>(
        string path, JsonObject request, Func<JsonRecord, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var reply = await client.TryAsync(path, request, RequestKind.Probe, cancellationToken).ConfigureAwait(false);
        if (reply.Body is null)
        {
            // Only what the server says of it is an answer to the probe; trouble and silence are none.
            if (reply is { IsFinal: true, Status: not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) })
            {
                return (null, reply.Refusal);
            }

            // Where it breaks each time by what it is probed for, and answers without, it has none to use; but it may have tomorrow.
            if (reply.Status != HttpStatusCode.InternalServerError)
            {
                throw client.Error($"the server did not say what it offers ({path}): {reply.Refusal}");
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
