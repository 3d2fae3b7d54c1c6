using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;
using Microsoft.AspNetCore.Http;

namespace CLiKA.Endpoint.Tests;

/// <summary>An unexpected reply is one clear error, and never an answer.</summary>
public sealed class ReplyTests(ServedModel served) : IClassFixture<ServedModel>
{
    private static readonly List<Prompt> Asked = Questions.Of(Scoring.Likelihood, perLanguage: 1);

    [Theory]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":[null,null]}]}""", "'prompt_logprobs' is not a list of *; expected an entry for each token of the prompt.")]
    [InlineData("""{"choices":[]}""", "'choices' is empty; expected an answer.")]
    [InlineData("""{"choices":[{"text":"x"},{"text":"y"}]}""", "'choices' has 2 answers; expected one.")]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":NUMBERS}]}""", "'logprob' is Null; expected a number.")]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":ABOVE}]}""", "'logprob' has the log-probability 0.5; expected a number, at most 0.")]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":INFINITE}]}""", "'logprob' is *; expected a number*")]
    [InlineData("""{"choices":[{"text":"x","prompt_logprobs":OTHERS}]}""", "'prompt_logprobs' has nothing for token *")]
    public async Task An_unexpected_reply_ends_the_run(string reply, string problem)
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
                .Replace("INFINITE", List(id => $"{{\"{id}\":{{\"logprob\":-1e999}}}}"))
                .Replace("OTHERS", List(id => $"{{\"{id + 1}\":{{\"logprob\":-1}}}}")));
            return true;
        };

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: the reply to item '{Asked[0].ItemId}': {problem}");
    }

    [Fact]
    public async Task Log_probabilities_that_are_not_numbers_end_the_run()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        server.Fault = (_, context) => Faults.FailAsync("nan", context);

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage("*the reply is not a whole JSON object: *NaN*, after 7 tries.");
    }

    [Theory]
    [InlineData("-1e999")]
    [InlineData("1e999")]
    public async Task Echoed_log_probabilities_that_are_not_numbers_end_the_run(string number)
    {
        await using var server = await served.ServeAsync(ServerManner.Older);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync(
                $$$"""
                {"choices":[{"text":"x","logprobs":{"tokens":["a","b","c"],"token_logprobs":[null,{{{number}}},0]}}],"usage":{"completion_tokens":1}}
                """);
            return true;
        };

        await FluentActions.Awaiting(() => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: the reply to item '{Asked[0].ItemId}': 'token_logprobs' has the log-probability *; expected a number, at most 0.");
    }

    [Fact]
    public async Task Two_names_of_one_model_end_the_run()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        using var taught = model.OpenTaught("micro-base-de");
        server.Fault = (_, context) => AnswerAsAsync("micro-base", context);
        await model.GenerateAsync(["Text"], new(4), null, CancellationToken.None);

        await FluentActions.Awaiting(() => taught.GenerateAsync(["Text"], new(4), null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage(
                $"{server.Url}#micro-base: the reply to text 1: comes from the model 'micro-base', which answers for 'micro-base' too; expected two models.");
    }

    // As with an API that answers under the name of its latest version.
    [Fact]
    public async Task A_model_may_answer_under_another_name_but_must_keep_it()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var name = "micro-2026-08";
        server.Fault = async (request, context) =>
            request.Path == "/v1/completions" && !request.Body.ContainsKey("logprobs") && await AnswerAsAsync(name, context);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        model.Device.Should().StartWith("a server (vllm 0.11.2, 256 tokens, answers as micro-2026-08), completions");
        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);

        (await asking()).Concat(await asking()).Should().HaveCount(2);
        name = "micro-2026-09";

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage(
            "*the reply to item '*': comes from the model 'micro-2026-09', and earlier ones came from 'micro-2026-08'; expected one model.");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task A_reply_with_an_unknown_charset_is_read_as_UTF_8(int status)
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
    public async Task Control_characters_of_tokens_are_not_shown()
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
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*'a[U+001B][31mbccc*…");

        error.Which.Message.Should().NotContain("\u001b").And.NotContain(new string('c', 301));
    }

    private static async Task<bool> AnswerAsAsync(string name, HttpContext context)
    {
        await context.Response.WriteAsync($$"""{"model":"{{name}}","choices":[{"text":"A"}]}""");
        return true;
    }
}
