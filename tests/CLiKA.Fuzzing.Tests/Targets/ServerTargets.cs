using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Endpoint;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Replies of servers: to what they are asked first, and to questions in every way of asking.</summary>
internal static class ServerTargets
{
    private const string Url = "http://127.0.0.1:9/v1";

    private static readonly Prompt[] Letters = [new("geo-1", "Which?", ["A", "B"])];
    private static readonly Prompt[] Options = [new("geo-1", "Which?", [" Paris", " Rome"])];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("replies to completions", () => Of(
            "replies to completions",
            [ServerFiles.Models, ServerFiles.Completion, ServerFiles.Top, ServerFiles.Tokens, ServerFiles.AllTokens, ServerFiles.Scores, ServerFiles.AllScores],
            new JsonMutation())),
        ("replies that echo", () => Of(
            "replies that echo", [ServerFiles.Completion, ServerFiles.Top, ServerFiles.Echo, ServerFiles.WholeEcho], new JsonMutation(), scores: false)),
        ("replies to chats", () => Of("replies to chats", [ServerFiles.Models, ServerFiles.Chat], new JsonMutation(), chats: true)),
        ("garbled replies", () => Of(
            "garbled replies",
            [ServerFiles.Completion, ServerFiles.Top, ServerFiles.Refusal],
            new ByteMutation("\"error\"", "{\"message\":", "\\ud800", "\u001b[2J", "</html>", "\"choices\":[", "data: "))),
    ];

    private static FuzzTarget Of(string name, IReadOnlyList<FuzzSeed> seeds, IMutation mutation, bool chats = false, bool scores = true) =>
        new(name, seeds, mutation, folder => AskAsync(folder, chats, scores).GetAwaiter().GetResult()) { Beside = ServerFiles.Usual, Place = Url, Cost = 4 };

    private static async Task AskAsync(string folder, bool chats, bool scores)
    {
        foreach (var scoring in chats ? (Scoring[])[Scoring.Letter, Scoring.Generation] : [Scoring.Letter, Scoring.Generation, Scoring.Likelihood])
        {
            var entry = new ModelEntry(
                "served",
                string.Empty,
                ModelEntry.EndpointDevice,
                new Protocol(scoring, PromptWrapping.None with { Chat = chats ? new ChatFormat() : null }))
            {
                Endpoint = new(new(Url), "served") { Api = chats ? EndpointApi.Chat : EndpointApi.Completions, Concurrency = 1 },
            };
            using var carrier = new FileCarrier(folder, scores);
            var options = new EndpointOptions { Retries = 0, Carrier = carrier };
            using var model = await EndpointAnswerer.OpenAsync(entry, options, CancellationToken.None);
            var answers = await model.AnswerAsync(scoring == Scoring.Likelihood ? Options : Letters, scoring, null, CancellationToken.None);
            if (answers is not [{ } answer] || answer.Choice is < 0 or > 1 || answer.Scores.Any(double.IsNaN))
            {
                throw new InvalidOperationException($"The answer is {JsonSerializer.Serialize(answers)}.");
            }
        }
    }
}
