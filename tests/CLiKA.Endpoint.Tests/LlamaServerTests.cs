using System.Globalization;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;
using Microsoft.AspNetCore.Http;

namespace CLiKA.Endpoint.Tests;

/// <summary>Replies of llama-server, recorded with llama.cpp b1-de3ff81 (v0.5.0) and a model of random weights with Llama 3's tokens.</summary>
public sealed class LlamaServerTests(ServedModel served) : IClassFixture<ServedModel>
{
    private const string Models = """
        {"models":[{"name":"random-llama","model":"random-llama","modified_at":"","size":"","digest":"","type":"model","description":"","tags":[""],"capabilities":["completion"],"parameters":"","details":{"parent_model":"","format":"gguf","family":"","families":[""],"parameter_size":"","quantization_level":""}}],"object":"list","data":[{"id":"random-llama","aliases":["random-llama","second"],"tags":[],"object":"model","created":1795710738,"owned_by":"llamacpp","meta":{"vocab_type":2,"n_vocab":128256,"n_ctx":2048,"n_ctx_train":2048,"n_embd":96,"n_params":24920736,"size":99682944,"ftype":"all F32"}}]}
        """;

    private const double LogProbabilityOfB = -9.25;

    private const string Likeliest = """
        {"choices":[{"text":"A","index":0,"logprobs":{"content":[{"id":32,"token":"A","bytes":[65],"logprob":-2.9266350269317627,"top_logprobs":[{"id":32,"token":"A","bytes":[65],"logprob":-2.9266350269317627},{"id":34,"token":"C","bytes":[67],"logprob":-3.61413311958313},{"id":356,"token":" C","bytes":[32,67],"logprob":-6.01911735534668}]}]},"finish_reason":"length"}],"created":1795710738,"model":"random-llama","system_fingerprint":"b1-de3ff81","object":"text_completion","usage":{"completion_tokens":1,"prompt_tokens":10,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":0}},"id":"chatcmpl-Sis0RumL3v9Ev3x3MFIYGcFWGhgJW5q8"}
        """;

    // It ignores "echo", "prompt_logprobs" and other properties that it does not know.
    private const string Plain = """
        {"choices":[{"text":" A","index":0,"logprobs":null,"finish_reason":"length"}],"created":1795710768,"model":"random-llama","system_fingerprint":"b1-de3ff81","object":"text_completion","usage":{"completion_tokens":1,"prompt_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":1}},"id":"chatcmpl-r4c04ewguFfOlXDIO7maoTz7LmwPXXcW"}
        """;

    private const string Forced = """
        {"choices":[{"text":" C","index":0,"logprobs":{"content":[{"id":356,"token":" C","bytes":[32,67],"logprob":-6.01906681060791,"top_logprobs":[{"id":32,"token":"A","bytes":[65],"logprob":-2.9265859127044678}]}]},"finish_reason":"length"}],"created":1795710768,"model":"random-llama","system_fingerprint":"b1-de3ff81","object":"text_completion","usage":{"completion_tokens":1,"prompt_tokens":10,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":9}},"id":"chatcmpl-UnGUySTemVfplTea1Sv9rY74ecx4QPdT"}
        """;

    // The same, with the second token of the reply above forced.
    private const string SecondLikeliest = """
        {"choices":[{"text":"C","index":0,"logprobs":{"content":[{"id":34,"token":"C","bytes":[67],"logprob":-3.61413311958313,"top_logprobs":[{"id":32,"token":"A","bytes":[65],"logprob":-2.9265859127044678}]}]},"finish_reason":"length"}],"created":1795710768,"model":"random-llama","system_fingerprint":"b1-de3ff81","object":"text_completion","usage":{"completion_tokens":1,"prompt_tokens":10,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":9}},"id":"chatcmpl-UnGUySTemVfplTea1Sv9rY74ecx4QPdT"}
        """;

    // The first of two bytes, for which nothing is shown.
    private const string WithinCharacter = """
        {"choices":[{"text":" �","index":0,"logprobs":null,"finish_reason":"length"}],"created":1795711329,"model":"random-llama","system_fingerprint":"b1-de3ff81","object":"text_completion","usage":{"completion_tokens":1,"prompt_tokens":10,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":9}},"id":"chatcmpl-yLCDc6UJxbR6XnGCEE2UBk144II1Rtmn"}
        """;

    private const string AmongAll = """
        {"choices":[{"text":" C","index":0,"logprobs":{"content":[{"id":356,"token":" C","bytes":[32,67],"logprob":-6.01906681060791,"top_logprobs":[{"id":32,"token":"A","bytes":[65],"logprob":-2.9265859127044678},{"id":17732,"token":" ","bytes":[32,215],"logprob":-13.753700256347656}]}]},"finish_reason":"length"}],"created":1795711329,"model":"random-llama","system_fingerprint":"b1-de3ff81","object":"text_completion"}
        """;

    // Not recorded, but in the form of the reply above.
    private static readonly string UnlikelyB = string.Create(
        CultureInfo.InvariantCulture, $$$"""{"choices":[{"text":"B","logprobs":{"content":[{"id":33,"token":"B","logprob":{{{LogProbabilityOfB}}}}]}}]}""");

    private static readonly int[] Ids = [128000, 14924, 25, 17, 10, 18, 28, 5380, 16533, 25];

    [Fact]
    public async Task Options_are_scored_by_forcing_their_tokens()
    {
        await using var server = await ServeAsync();
        using var model = await OpenAsync(server, "random-llama", Scoring.Likelihood);

        model.Device.Should().Be(
            "a server (llamacpp b1-de3ff81, 2048 tokens), completions; it shows the 20 likeliest next tokens and log-probabilities of options, one forced token at a time; "
            + "up to 8 requests at once");
        var answer = (await model.AnswerAsync([new Prompt("i", "Question:2+3=?\nAnswer:", ["C", " \u05d0"])], Scoring.Likelihood, null, CancellationToken.None)).Single();

        // The second option has two bytes; only the first was recorded, and the other is given the probability of C.
        answer.LogProbabilities.Should().SatisfyRespectively(
            first => first.Should().BeApproximately(-3.61413311958313, 1e-12),
            second => second.Should().BeApproximately(-13.753700256347656 - 6.01906681060791, 1e-12));
        server.Requests.Where(request => request.IsQuestion && request.Body.ContainsKey("logit_bias")).Select(request => request.Body["logprobs"]!.GetValue<int>())
            .Should().Equal(1, 1, 1_000, 1);
    }

    // What llama-server writes for the logarithm of 0.
    [Theory]
    [InlineData("-3.4028234663852886e+38", "-3.5", 1)]
    [InlineData("-3.4028234663852886e+38", "-3.4028234663852886e+38", null)]
    public async Task An_option_with_probability_0_ranks_last_and_is_never_chosen(string first, string second, int? choice)
    {
        await using var server = await ServeAsync();
        using var model = await OpenAsync(server, "random-llama", Scoring.Likelihood);
        var answer = server.Fault;
        server.Fault = async (request, context) =>
        {
            if (request.Body["logit_bias"]?.AsObject().Single().Key is not { } token)
            {
                return await answer(request, context);
            }

            await context.Response.WriteAsync(
                $$$"""{"choices":[{"text":"x","logprobs":{"content":[{"id":{{{token}}},"token":"x","logprob":{{{(token == "34" ? first : second)}}}}]}}]}""");
            return true;
        };

        var asking = () => model.AnswerAsync([new Prompt("i", "Question:2+3=?\nAnswer:", ["C", " \u05d0"])], Scoring.Likelihood, null, CancellationToken.None);

        if (choice is null)
        {
            await asking.Should().ThrowAsync<InvalidInputException>().WithMessage("*item 'i' was not answered: the server shows every option with the probability 0*");
        }
        else
        {
            (await asking()).Single().Choice.Should().Be(choice);
        }
    }

    // Only A is among the tokens that are shown; B and C are forced.
    [Fact]
    public async Task Letters_that_are_not_shown_are_forced()
    {
        await using var server = await ServeAsync();
        using var model = await OpenAsync(server, "random-llama", Scoring.Letter);

        var answer = (await model.AnswerAsync([new Prompt("i", "Question:2+3=?\nAnswer:", ["A", "B", "C"])], Scoring.Letter, null, CancellationToken.None)).Single();

        answer.Choice.Should().Be(0);
        answer.LogProbabilities.Should().Equal(-2.9265859127044678, LogProbabilityOfB, -3.61413311958313);
        server.Requests.Where(request => request.IsQuestion && request.Body.ContainsKey("logit_bias")).Select(request => request.Body["logit_bias"]!.ToJsonString())
            .Should().ContainSingle(bias => bias.Contains("\"33\"", StringComparison.Ordinal));
        model.DeviceClass.Should().Be("endpoint");
    }

    [Fact]
    public async Task A_model_can_be_asked_by_an_alias()
    {
        await using var server = await ServeAsync();
        using var model = await OpenAsync(server, "second", Scoring.Letter);

        model.Device.Should().StartWith("a server (llamacpp b1-de3ff81, 2048 tokens, answers as random-llama), completions");
    }

    private static Task<EndpointAnswerer> OpenAsync(ModelServer server, string name, Scoring scoring) =>
        EndpointAnswerer.OpenAsync(ServedModel.Entry(server, scoring, model: name), ServedModel.Options, CancellationToken.None);

    private async Task<ModelServer> ServeAsync()
    {
        var server = await served.ServeAsync(ServerManner.LlamaServer);
        server.Fault = async (request, context) =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(request.Path switch
            {
                "/v1/models" => Models,
                "/tokenize" => $$"""{"tokens":[{{string.Join(',', Tokens(request.Body["content"]!.GetValue<string>()))}}]}""",
                _ => Complete(request),
            });
            return true;
        };
        return server;
    }

    private static int[] Tokens(string text) => text[^1] is >= 'A' and <= 'C' ? [.. Ids, 32 + (text[^1] - 'A')]
        : text.EndsWith('\u05d0') ? [.. Ids, 17732, 356]
        : Ids;

    private static string Complete(RecordedRequest request) => !request.Body.ContainsKey("logprobs") || request.Body.ContainsKey("echo") ? Plain
        : request.Body["logit_bias"]?.AsObject().Single().Key is not { } token ? Likeliest
        : int.Parse(token, CultureInfo.InvariantCulture) switch
        {
            33 => UnlikelyB,
            34 => request.Body["prompt"]!.GetValueKind() == JsonValueKind.Array && request.Body["logprobs"]!.GetValue<int>() > 1 ? AmongAll : SecondLikeliest,
            17732 => WithinCharacter,
            _ => Forced,
        };
}
