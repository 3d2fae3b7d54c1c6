using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CLiKA.Endpoint.Tests;

/// <summary>Whatever a server does, there is a right answer in the end, or one clear error.</summary>
public sealed class FaultTests(ServedModel served) : IClassFixture<ServedModel>
{
    private static readonly List<Prompt> Asked = Questions.Of(Scoring.Likelihood, perLanguage: 1);

    public static TheoryData<string> PassingFaults => new("500", "503", "garbage", "half", "dropped", "empty", "list");

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_fault_that_passes_changes_no_answer(string fault)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        using var local = served.Local();
        var faults = 0;
        server.Fault = async (request, context) =>
            request.Body.ContainsKey("prompt_logprobs") && Interlocked.Increment(ref faults) <= 2 && await FailAsync(fault, context);

        var answers = await model.AnswerAsync(Asked, Scoring.Likelihood, null, CancellationToken.None);

        faults.Should().BeGreaterThan(2);
        answers.Select(answer => answer.Choice).Should()
            .Equal((await local.AnswerAsync(Asked, Scoring.Likelihood, null, CancellationToken.None)).Select(answer => answer.Choice));
    }

    [Theory]
    [InlineData("500", "500 InternalServerError, after 7 tries: it broke")]
    [InlineData("503", "503 ServiceUnavailable, after 7 tries*")]
    [InlineData("garbage", "the reply is not a whole JSON object: <html> [31m oh no</html>, after 7 tries.")]
    [InlineData("half", "*after 7 tries.")]
    [InlineData("dropped", "*after 7 tries.")]
    [InlineData("empty", "the reply is not a whole JSON object: it is empty, after 7 tries.")]
    [InlineData("list", "the reply is not a whole JSON object: []*after 7 tries.")]
    [InlineData("400", "400 BadRequest: too long")]
    [InlineData("redirect", "302 Found.")]
    public async Task A_fault_that_stays_ends_the_run_and_names_the_item(string fault, string words)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        server.Fault = async (request, context) => request.Body.ContainsKey("prompt_logprobs") && await FailAsync(fault, context);

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: item '{Asked[0].ItemId}' was not answered: {words}");
    }

    [Theory]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":[null,null]}]}""", "'prompt_logprobs' is no list of *; expected an entry for each token of the prompt.")]
    [InlineData("""{"choices":[]}""", "'choices' is empty; expected an answer.")]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":NUMBERS}]}""", "'logprob' is Null; expected a number.")]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":ABOVE}]}""", "'logprob' has the log-probability 0.5; expected at most 0.")]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":OTHERS}]}""", "'prompt_logprobs' has nothing for token *")]
    public async Task A_reply_that_is_not_what_was_asked_for_ends_the_run(string reply, string problem)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        server.Fault = async (request, context) =>
        {
            if (!request.Body.ContainsKey("prompt_logprobs"))
            {
                return false;
            }

            var ids = request.Body["prompt"]!.AsArray().Select(id => id!.GetValue<int>()).ToList();
            string List(Func<int, string> entry) => $"[null,{string.Join(',', ids.Skip(1).Select(entry))}]";
            await context.Response.WriteAsync(reply
                .Replace("NUMBERS", List(id => $"{{\"{id}\":{{\"logprob\":null}}}}"))
                .Replace("ABOVE", List(id => $"{{\"{id}\":{{\"logprob\":0.5}}}}"))
                .Replace("OTHERS", List(id => $"{{\"{id + 1}\":{{\"logprob\":-1}}}}")));
            return true;
        };

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: the reply to item '{Asked[0].ItemId}': {problem}");
    }

    [Fact]
    public async Task Log_probabilities_that_are_no_numbers_end_the_run()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        server.Fault = async (request, context) =>
        {
            // As Python writes them, which is not JSON.
            await context.Response.WriteAsync("""{"choices":[{"text":"x","prompt_logprobs":[null,{"5":{"logprob":NaN}}]}]}""");
            return request.IsQuestion;
        };

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage("*the reply is not a whole JSON object: *NaN*, after 7 tries.");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task A_charset_that_nobody_knows_is_read_as_UTF_8(int status)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        server.Fault = async (_, context) =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json; charset=klingon");
            await context.Response.Body.WriteAsync("{\"choices\":[{\"text\":\"\"}],\"error\":\"zu groß\"}"u8.ToArray());
            return true;
        };

        var asking = () => model.GenerateAsync(["Text"], new(4), null, CancellationToken.None);

        if (status == 200)
        {
            (await asking()).Should().Equal(string.Empty);
        }
        else
        {
            await asking.Should().ThrowAsync<InvalidInputException>().WithMessage("*400 BadRequest: zu groß");
        }
    }

    [Fact]
    public async Task A_server_that_is_busy_is_given_the_time_it_asks_for()
    {
        var time = new FakeTimeProvider();
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await EndpointAnswerer.OpenAsync(
            ServedModel.Entry(server, Scoring.Generation), ServedModel.Options with { Time = time }, CancellationToken.None);
        server.Time = time;
        var asked = new List<DateTimeOffset>();
        server.Fault = (request, context) =>
        {
            asked.Add(request.Time);
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "7");
            return Task.FromResult(asked.Count == 1);
        };

        var asking = model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);
        while (!asking.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Delay(1);
        }

        (await asking).Should().HaveCount(1);
        (asked[1] - asked[0]).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_has_refused()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        server.Fault = (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "3600");
            return Task.FromResult(true);
        };

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage("*429 TooManyRequests (Retry-After: 3600).");
    }

    [Fact]
    public async Task A_reply_that_does_not_come_in_time_is_asked_for_again()
    {
        var time = new FakeTimeProvider();
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await EndpointAnswerer.OpenAsync(
            ServedModel.Entry(server, Scoring.Generation), ServedModel.Options with { Time = time, FirstDelay = TimeSpan.Zero }, CancellationToken.None);
        var tries = 0;
        server.Fault = async (_, context) =>
        {
            if (++tries > 1)
            {
                return false;
            }

            // The client's clock runs past its patience, and it hangs up.
            time.Advance(TimeSpan.FromHours(2));
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var answers = await model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);

        answers.Should().HaveCount(1);
        tries.Should().Be(2);
    }

    [Fact]
    public async Task A_run_that_is_ended_asks_no_more()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        using var ending = new CancellationTokenSource();
        server.Fault = async (_, context) =>
        {
            await ending.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        await FluentActions.Awaiting(() => model.AnswerAsync(Asked, Scoring.Generation, null, ending.Token))
            .Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_model_that_only_thinks_has_not_answered()
    {
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation, new());
        server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync("""{"choices":[{"message":{"role":"assistant","content":null,"reasoning_content":"Let me see"}}]}""");
            return true;
        };

        await FluentActions.Awaiting(() => model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*the model thought and did not answer; expected one that answers at once*");
    }

    [Theory]
    [InlineData(Scoring.Generation, """{"content":" <think>Let me"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":"<think>"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":"","reasoning_content":"Let"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":"","reasoning":"Let"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":""}""", "<think>")]
    public async Task A_model_that_begins_to_think_has_not_answered(Scoring scoring, string message, string token)
    {
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        using var model = await ServedModel.OpenAsync(server, scoring, new());
        server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync(
                $$$"""
                {"choices":[{"message":{{{message}}},"logprobs":{"content":[{"top_logprobs":[
                  {"token":"B","logprob":-2.5},{"token":"{{{token}}}","logprob":-0.1}]}]}}]}
                """);
            return true;
        };

        await FluentActions.Awaiting(() => model.AnswerAsync([Asked[0]], scoring, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*the model thought and did not answer; expected one that answers at once*");
    }

    [Fact]
    public async Task An_address_that_swallows_what_is_sent_is_tried_once()
    {
        var time = new FakeTimeProvider();
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (_, context) =>
        {
            time.Advance(TimeSpan.FromHours(2));
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        await FluentActions.Awaiting(() => EndpointAnswerer.OpenAsync(
                ServedModel.Entry(server, Scoring.Generation),
                ServedModel.Options with { Time = time, FirstDelay = TimeSpan.Zero },
                CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*no reply within 3600 s*");

        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_token_s_text_in_an_error_is_fit_to_be_shown()
    {
        await using var server = await served.ServeAsync(ServerManner.LlamaServer);
        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);
        server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync(
                $$$"""{"choices":[{"text":"x","logprobs":{"top_logprobs":[{"a\u001b[31mb{{{new string('c', 1000)}}}":0.5}]}}]}""");
            return true;
        };

        var error = await FluentActions.Awaiting(() => model.AnswerAsync([Asked[0]], Scoring.Letter, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*'a [31mbccc*…");

        error.Which.Message.Should().NotContain("\u001b").And.NotContain(new string('c', 301));
    }

    private static async Task<bool> FailAsync(string fault, HttpContext context)
    {
        context.Response.StatusCode = int.TryParse(fault, out var status) ? status : fault == "redirect" ? 302 : 200;
        context.Response.ContentType = "application/json";
        switch (fault)
        {
            case "500":
                await context.Response.WriteAsync("""{"error":{"message":"it\u001b\nbroke"}}""");
                break;
            case "400":
                await context.Response.WriteAsync("""{"detail":"too long"}""");
                break;
            case "garbage":
                await context.Response.WriteAsync("<html>\u001b[31m oh\nno</html>");
                break;
            case "half":
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("""{"choices":[{"te""");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case "dropped":
                context.Abort();
                break;
            case "list":
                await context.Response.WriteAsync("[]");
                break;
        }

        return true;
    }
}
