using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;
using Microsoft.AspNetCore.Http;

namespace CLiKA.Endpoint.Tests;

/// <summary>Replies of models that reason before they answer.</summary>
public sealed class ThoughtTests(ServedModel served) : IClassFixture<ServedModel>
{
    private static readonly List<Prompt> Asked = Questions.Of(Scoring.Likelihood, perLanguage: 1);

    [Fact]
    public async Task A_reply_with_only_reasoning_is_an_error()
    {
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation, new());
        server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync("""{"choices":[{"message":{"role":"assistant","content":null,"reasoning_content":"Let me see"}}]}""");
            return true;
        };

        await FluentActions.Awaiting(() => model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*the model only reasoned and gave no answer. *\"enable_thinking\": false*");
    }

    [Fact]
    public async Task Empty_reasoning_is_ignored()
    {
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation, new());
        server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync("""{"choices":[{"message":{"role":"assistant","content":"","reasoning_content":""}}]}""");
            return true;
        };

        var answers = await model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);

        answers[0].Choice.Should().BeNull("the model said nothing");
    }

    [Theory]
    [InlineData(Scoring.Generation, """{"content":" <think>Let me"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":"<think>"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":"","reasoning_content":"Let"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":"","reasoning":"Let"}""", "A")]
    [InlineData(Scoring.Letter, """{"content":""}""", "<think>")]
    public async Task A_reply_cut_off_while_reasoning_is_an_error(Scoring scoring, string message, string token)
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
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*the model only reasoned and gave no answer. *\"enable_thinking\": false*");
    }

    [Fact]
    public async Task A_completion_that_begins_with_reasoning_is_an_error()
    {
        await using var server = await served.ServeAsync(ServerManner.LlamaServer);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        server.Fault = async (_, context) =>
        {
            await context.Response.WriteAsync("""{"choices":[{"text":"\n<think>\nLet me","finish_reason":"length"}]}""");
            return true;
        };

        await FluentActions.Awaiting(() => model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*the model only reasoned and gave no answer. *\"enable_thinking\": false*");
    }
}
