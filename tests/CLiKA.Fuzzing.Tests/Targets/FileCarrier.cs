using System.Net;
using System.Text.Json.Nodes;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Answers requests with the files of a folder, in the place of a server.</summary>
/// <param name="folder">Path of the folder.</param>
/// <param name="scores">Whether the server takes tokens for a prompt, and scores them.</param>
internal sealed class FileCarrier(string folder, bool scores) : HttpMessageHandler
{
    // At once, on the thread that asks: a million questions would spend their time on waiting for another.
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var asked = request.Content?.ReadAsStream(cancellationToken);
        var file = FileFor(request.RequestUri!.AbsolutePath, asked is null ? null : JsonNode.Parse(asked));
        return Task.FromResult(new HttpResponseMessage(file == ServerFiles.Refusal ? HttpStatusCode.NotFound : HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(File.ReadAllBytes(Path.Combine(folder, file.File))),
        });
    }

    private FuzzSeed FileFor(string path, JsonNode? body) => path switch
    {
        _ when path.EndsWith("/models", StringComparison.Ordinal) => ServerFiles.Models,
        _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => ServerFiles.Chat,
        _ when path.EndsWith("/tokenize", StringComparison.Ordinal) =>
            !scores ? ServerFiles.Refusal : IsWhole(body) ? ServerFiles.AllTokens : ServerFiles.Tokens,
        _ when !path.EndsWith("/completions", StringComparison.Ordinal) => ServerFiles.Refusal,
        _ when body?["prompt_logprobs"] is not null => IsWhole(body) ? ServerFiles.AllScores : ServerFiles.Scores,
        _ when body?["echo"] is not null => IsWhole(body) ? ServerFiles.WholeEcho : ServerFiles.Echo,
        _ when body?["logprobs"] is not null => ServerFiles.Top,
        _ => ServerFiles.Completion,
    };

    // Every prompt of these tests ends with its question, and what follows it does not.
    private static bool IsWhole(JsonNode? body) => body?["prompt"] switch
    {
        JsonArray tokens => tokens.Count > 2,
        { } text => !((string)text!).EndsWith("Which?", StringComparison.Ordinal) && !((string)text!).EndsWith("Answer:", StringComparison.Ordinal),
        null => false,
    };
}
