using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;
using Microsoft.AspNetCore.Http;

namespace CLiKA.Endpoint.Tests;

/// <summary>Replies that cannot be read are one clear error, and are read only up to a limit.</summary>
public sealed class HostileReplyTests(ServedModel served) : IClassFixture<ServedModel>
{
    private static readonly List<Prompt> Asked = Questions.Of(Scoring.Likelihood, perLanguage: 1);

    [Theory]
    [InlineData("""{"object":"list","data":[{"id":"\ud800"}]}""")]
    [InlineData("""{"object":"list","data":[{"id":"micro-base","owned_by":"\udc00"}]}""")]
    public async Task Half_of_a_surrogate_pair_is_an_error(string models)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (request, context) =>
        {
            if (context.Request.Path.Value!.EndsWith("/models", StringComparison.Ordinal))
            {
                await context.Response.WriteAsync(models);
                return true;
            }

            return false;
        };

        var opening = () => ServedModel.OpenAsync(server, Scoring.Likelihood);

        await opening.Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: the reply to models: a \\u escape is half of a surrogate pair; expected both halves.");
    }

    [Fact]
    public async Task A_log_probability_that_is_not_an_object_is_named()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        server.Fault = async (request, context) =>
        {
            if (request.Body["prompt_logprobs"] is null)
            {
                return false;
            }

            var entries = request.Body["prompt"]!.AsArray().Select(id => $"{{\"{id}\":7}}");
            await context.Response.WriteAsync($"{{\"choices\":[{{\"text\":\"x\",\"prompt_logprobs\":[{string.Join(',', entries)}]}}]}}");
            return true;
        };

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage("*'prompt_logprobs' has nothing for token *");
    }

    [Fact]
    public async Task An_endless_reply_is_read_up_to_a_limit()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await EndpointAnswerer.OpenAsync(
            ServedModel.Entry(server, Scoring.Likelihood), ServedModel.Options with { Retries = 0 }, CancellationToken.None);
        var sent = 0L;
        server.Fault = async (request, context) =>
        {
            if (!request.IsQuestion)
            {
                return false;
            }

            var chunk = new byte[1 << 20];
            Array.Fill(chunk, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested && sent < 1L << 30)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                sent += chunk.Length;
            }

            return true;
        };

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage($"*item '{Asked[0].ItemId}' was not answered: *67108864*");

        // How much more the server wrote does not matter: after the client hangs up, it discards what it writes until it notices.
        // What it wrote last may not have been counted yet.
        sent.Should().BeGreaterThan(60 << 20);
    }
}
