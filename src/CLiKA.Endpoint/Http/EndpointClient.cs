using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CLiKA.Configuration;
using CLiKA.Input;
using Microsoft.Extensions.Http.Resilience;
using Polly.Timeout;

namespace CLiKA.Endpoint.Http;

/// <summary>Communicates with one server. Transient failures are retried; a permanent one becomes a single error.</summary>
internal sealed class EndpointClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly EndpointEntry _entry;
    private readonly ApiKey? _key;

    /// <summary>Creates a client; nothing is sent yet.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="options">Retries and time-outs of the client.</param>
    /// <exception cref="InvalidInputException">The API key is missing.</exception>
    public EndpointClient(EndpointEntry entry, EndpointOptions options)
    {
        (_entry, _key) = (entry, ApiKey.Read(entry, options.Variable));

        // A redirection could send the question to a server that the configuration does not name, so none is followed. Requests to this machine
        // bypass the system's proxy, which would send them to its own.
        var carrier = options.Carrier ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = entry.Concurrency,
            UseProxy = !entry.Url.IsLoopback,
        };
        _http = new(new ResilienceHandler(Retrying.Pipeline(entry, options))
        {
            InnerHandler = new WholeReplyHandler(_key) { InnerHandler = carrier },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The models that answer.</summary>
    public AnsweringModels Answering { get; } = new();

    /// <summary>Asks a question.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="path">Path of the API, for example <c>completions</c>.</param>
    /// <param name="body">The request.</param>
    /// <param name="name">Name of the question in messages.</param>
    /// <param name="read">Extracts the result from the reply.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidInputException">
    /// There was no reply, or one that does not conform to the API; the message contains the name, and the status and the server's message or what is
    /// wrong.
    /// </exception>
    public async Task<T> AskAsync<T>(
        string path, JsonObject body, string name, Func<JsonRecord, T> read, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(HttpMethod.Post, Address(path), body, RequestKind.Question, name, cancellationToken)
            .ConfigureAwait(false);
        if (reply.Body is null)
        {
            throw Error($"{name} was not answered: {reply.Refusal}");
        }

        try
        {
            return read(reply.Body);
        }
        catch (InvalidInputException error)
        {
            // The message may quote text from the server, such as a property name: completions use tokens as names.
            throw new InvalidInputException(reply.Body.File, Shown(error.Problem), error.InnerException);
        }
    }

    /// <summary>Determines whether something is offered.</summary>
    /// <param name="path">Path of the API; with a leading slash, of the server.</param>
    /// <param name="body">The body of a POST request; null for a GET request.</param>
    /// <param name="kind">The kind of request, which determines what is retried.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The reply, or the reason why there was none.</returns>
    public Task<Reply> TryAsync(string path, JsonObject? body, RequestKind kind, CancellationToken cancellationToken) =>
        SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, Address(path), body, kind, path, cancellationToken);

    /// <summary>Creates an error about this server.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <returns>The error, to be thrown.</returns>
    public InvalidInputException Error(string problem) => new(_entry.Place, problem);

    /// <summary>Makes text from the server safe to show.</summary>
    /// <param name="text">The text.</param>
    public string Shown(string text) => ServerWords.Shown(text, _key);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Besides OpenAI's API, servers have paths of their own at the root.
    private Uri Address(string path)
    {
        var api = _entry.Url.AbsoluteUri.TrimEnd('/');
        var root = api.EndsWith("/v1", StringComparison.Ordinal) ? api[..^"/v1".Length] : api;
        return new(path.StartsWith('/') ? root + path : $"{api}/{path}");
    }

    private async Task<Reply> SendAsync(
        HttpMethod method, Uri address, JsonObject? body, RequestKind kind, string name, CancellationToken cancellationToken)
    {
        var record = new RequestRecord(kind);
        using var request = new HttpRequestMessage(method, address);
        record.GoAlong(request);
        _key?.Sign(request);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);

            // JSON is UTF-8, whatever charset the header states: an unknown one must not be fatal.
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return response.IsSuccessStatusCode ? new(Record(text, body, name), string.Empty, response.StatusCode, IsFinal: true) : new(
                null,
                $"{(int)response.StatusCode} {response.StatusCode}{After(record)}{Words(response, text)}",
                response.StatusCode,
                Retrying.IsFinal(kind, response.StatusCode, text));
        }
        catch (TimeoutRejectedException)
        {
            return new(null, $"no reply within {_entry.Timeout.TotalSeconds:0.###} s{After(record)}.", null, IsFinal: false) { IsUnreachable = true };
        }
        catch (HttpRequestException error)
        {
            // The outer exception tells what failed, the inner one why.
            var words = error.InnerException is { } cause && !error.Message.Contains(cause.Message, StringComparison.Ordinal)
                ? $"{error.Message.Replace(", see inner exception", string.Empty, StringComparison.Ordinal)} {cause.Message}"
                : error.Message;
            return new(null, $"{Shown(words).TrimEnd('.')}{After(record)}.", null, IsFinal: false) { IsUnreachable = Retrying.IsUnreachable(error) };
        }
    }

    private JsonRecord Record(string text, JsonObject? body, string name)
    {
        var reply = JsonInput.ParseReply($"{_entry.Place}: the reply to {name}", text);
        return body?["model"]?.GetValue<string>() is { } asked && Answering.Objection(asked, reply, Shown) is { } objection
            ? throw reply.Error(objection)
            : reply;
    }

    private string Words(HttpResponseMessage response, string body)
    {
        var words = ServerWords.Of(body, _key);
        var wait = response.Headers.RetryAfter is { } asked ? $" (Retry-After: {asked})" : string.Empty;
        var place = response.Headers.Location is { } other ? $" (to {Shown($"{other}")})" : string.Empty;
        return $"{wait}{place}{(words.Length == 0 ? "." : $": {words}")}";
    }

    private static string After(RequestRecord record) => record.Tries > 1 ? $", after {record.Tries} tries" : string.Empty;
}
