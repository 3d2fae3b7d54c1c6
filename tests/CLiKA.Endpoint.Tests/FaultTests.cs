using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Tests;

/// <summary>Transient failures do not change answers; permanent ones are one clear error.</summary>
public sealed class FaultTests(ServedModel served) : IClassFixture<ServedModel>
{
    private static readonly List<Prompt> Asked = Questions.Of(Scoring.Likelihood, perLanguage: 1);

    public static TheoryData<string> PassingFaults => new(
        "408", "429", "500", "503", "garbage", "half", "cut", "chunk", "dropped", "empty", "list", "error", "nan");

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_transient_failure_changes_no_answer(string fault)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        using var local = served.Local();
        var faults = 0;
        server.Fault = async (request, context) =>
            request.Body.ContainsKey("prompt_logprobs") && Interlocked.Increment(ref faults) <= 2 && await Faults.FailAsync(fault, context);

        var answers = await model.AnswerAsync(Asked, Scoring.Likelihood, null, CancellationToken.None);

        faults.Should().BeGreaterThan(2);
        answers.Select(answer => answer.Choice).Should()
            .Equal((await local.AnswerAsync(Asked, Scoring.Likelihood, null, CancellationToken.None)).Select(answer => answer.Choice));
    }

    [Theory]
    [InlineData("500", "500 InternalServerError, after 7 tries: it broke; contact us through a support request")]
    [InlineData("503", "503 ServiceUnavailable, after 7 tries*")]
    [InlineData("408", "408 RequestTimeout, after 7 tries.")]
    [InlineData("429", "429 TooManyRequests, after 7 tries.")]
    [InlineData("garbage", "the reply is not a whole JSON object: <html> [31m oh no</html>, after 7 tries.")]
    [InlineData("half", "*after 7 tries.")]
    [InlineData("cut", "the reply is not a whole JSON object: {\"choices\":[{\"te, after 7 tries.")]
    [InlineData("chunk", "*after 7 tries.")]
    [InlineData("dropped", "An error occurred while sending the request. ?*, after 7 tries.")]
    [InlineData("empty", "the reply is not a whole JSON object: it is empty, after 7 tries.")]
    [InlineData("list", "the reply is not a whole JSON object: []*after 7 tries.")]
    [InlineData("wordy", "500 InternalServerError, after 7 tries: it is loading")]
    [InlineData("error", "502 BadGateway, after 7 tries: no room behind the gateway")]
    [InlineData("400", "400 BadRequest: too long")]
    [InlineData("redirect", "302 Found (to http://elsewhere/v1/completions).")]
    public async Task A_permanent_failure_ends_the_run_and_names_the_item(string fault, string words)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        server.Fault = async (request, context) => request.Body.ContainsKey("prompt_logprobs") && await Faults.FailAsync(fault, context);

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: item '{Asked[0].ItemId}' was not answered: {words}");
    }
}
