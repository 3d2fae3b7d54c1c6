using System.Text.Json;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>The replies of a sound server, one file for each kind.</summary>
internal static class ServerFiles
{
    public static FuzzSeed Models { get; } = Json("models.json", new
    {
        @object = "list",
        data = new[] { new { id = "served", owned_by = "vllm", root = "org/served", max_model_len = 2048 } },
    });

    public static FuzzSeed Completion { get; } = Json("completion.json", new
    {
        choices = new[] { new { index = 0, text = " B", finish_reason = "length" } },
        usage = new { prompt_tokens = 3, completion_tokens = 1 },
    });

    public static FuzzSeed Top { get; } = Json("top.json", new
    {
        choices = new[]
        {
            new
            {
                text = "A",
                logprobs = new
                {
                    tokens = (string[])["A"],
                    token_logprobs = (double[])[-0.1],
                    top_logprobs = new[] { new Dictionary<string, double> { ["token_id:9"] = -0.1, ["token_id:8"] = -2.5, ["token_id:7"] = -3 } },
                },
            },
        },
    });

    /// <summary>The tokens of a prompt.</summary>
    public static FuzzSeed Tokens { get; } = Json("tokens.json", new { count = 2, tokens = (int[])[7, 8] });

    /// <summary>The tokens of a prompt and what follows it.</summary>
    public static FuzzSeed AllTokens { get; } = Json("all-tokens.json", new { count = 3, tokens = (int[])[7, 8, 9] });

    /// <summary>Log-probabilities of the tokens of a prompt.</summary>
    public static FuzzSeed Scores { get; } = Json("scores.json", Scored(null, Score("8")));

    /// <summary>Those of a prompt and what follows it.</summary>
    public static FuzzSeed AllScores { get; } = Json("all-scores.json", Scored(null, Score("8"), Score("9")));

    /// <summary>A prompt, repeated.</summary>
    public static FuzzSeed Echo { get; } = Json("echo.json", Echoed("Which", "?", "!"));

    /// <summary>A prompt and what follows it, repeated.</summary>
    public static FuzzSeed WholeEcho { get; } = Json("whole-echo.json", Echoed("Which", "?", " Paris", "!"));

    public static FuzzSeed Chat { get; } = Json("chat.json", new
    {
        choices = new[]
        {
            new
            {
                message = new { role = "assistant", content = "B", reasoning_content = (string?)null },
                logprobs = new
                {
                    content = new[]
                    {
                        new { token = "B", logprob = -0.2, top_logprobs = new[] { new { token = "B", logprob = -0.2, id = 8 }, new { token = " A", logprob = -1.5, id = 9 } } },
                    },
                },
            },
        },
    });

    public static FuzzSeed Refusal { get; } = Json("refusal.json", new { error = new { message = "no such path", code = 404 } });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzSeed> Usual { get; } = [Models, Completion, Top, Tokens, AllTokens, Scores, AllScores, Echo, WholeEcho, Chat, Refusal];

    private static object Scored(params object?[] tokens) => new { choices = new[] { new { text = "x", prompt_logprobs = tokens } } };

    private static object Echoed(params string[] tokens) => new
    {
        choices = new[]
        {
            new { text = string.Concat(tokens), logprobs = new { tokens, token_logprobs = tokens.Select((_, index) => index == 0 ? (double?)null : -index) } },
        },
        usage = new { completion_tokens = 1 },
    };

    private static Dictionary<string, object> Score(string token) => new() { [token] = new { logprob = -0.5, rank = 1, decoded_token = "x" } };

    private static FuzzSeed Json(string file, object value) => new(file, JsonSerializer.SerializeToUtf8Bytes(value));
}
