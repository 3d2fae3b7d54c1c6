using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>A real server on loopback that answers with a local model.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    public const string ModelName = "micro-base";
    public const string TaughtName = "micro-base-de";

    private readonly WebApplication _application;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Dictionary<string, ServedAnswers> _models;
    private readonly ServerManner _manner;

    private ModelServer(ServerManner manner, params (string Name, TokenModel Model)[] models)
    {
        _manner = manner;
        _models = models.ToDictionary(model => model.Name, model => new ServedAnswers(model.Model, manner));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Called before every reply; returns whether it has replied itself.</summary>
    public Func<RecordedRequest, HttpContext, Task<bool>> Fault { get; set; } = (_, _) => Task.FromResult(false);

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Base address of the API.</summary>
    public Uri Url => new(_application.Urls.Single() + "/v1");

    /// <summary>The requests so far.</summary>
    public IReadOnlyCollection<RecordedRequest> Requests => _requests;

    /// <summary>Maximum number of concurrent requests so far.</summary>
    public int Busiest { get; private set; }

    private int _underWay;

    public static async Task<ModelServer> StartAsync(ServerManner manner, params (string Name, TokenModel Model)[] models)
    {
        var server = new ModelServer(manner, models);
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        lock (_requests)
        {
            Busiest = Math.Max(Busiest, ++_underWay);
        }

        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = await reader.ReadToEndAsync();
            var request = new RecordedRequest(
                context.Request.Path,
                text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(),
                context.Request.Headers.Authorization,
                Time.GetUtcNow());
            _requests.Enqueue(request);
            if (!await Fault(request, context))
            {
                var (status, body) = Answer(request);
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(body.ToJsonString());
            }
        }
        finally
        {
            lock (_requests)
            {
                _underWay--;
            }
        }
    }

    private (int Status, JsonObject Body) Answer(RecordedRequest request)
    {
        if (request.Path == "/v1/models")
        {
            return (200, new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray(
                    [.. _models.Keys.Select(name => new JsonObject { ["id"] = name, ["owned_by"] = _manner.Owner, ["max_model_len"] = 256 })]),
            });
        }

        if (request.Path == "/version" && _manner is { Owner: "vllm", Version: { } version })
        {
            return (200, new JsonObject { ["version"] = version });
        }

        var model = request.Body["model"]?.GetValue<string>() ?? string.Empty;
        if (!_models.TryGetValue(model, out var answers))
        {
            return ServedAnswers.Refuse(404, $"The model `{model}` does not exist.");
        }

        return request.Path switch
        {
            "/v1/completions" when _manner.Completes => answers.Complete(request.Body),
            "/v1/chat/completions" when _manner.Chats => answers.Chat(request.Body),
            "/tokenize" when _manner.Tokenizes => answers.Tokenize(request.Body),
            _ => ServedAnswers.Refuse(404, "Not Found"),
        };
    }
}
