using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CLiKA.Endpoint.Tests;

/// <summary>Delays, time-outs and retries.</summary>
public sealed class PatienceTests(ServedModel served) : IClassFixture<ServedModel>
{
    private static readonly List<Prompt> Asked = Questions.Of(Scoring.Likelihood, perLanguage: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_busy_server_gets_the_delay_that_it_requests(bool byDate)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await EndpointAnswerer.OpenAsync(
            ServedModel.Entry(server, Scoring.Generation), ServedModel.Options with { Time = time }, CancellationToken.None);
        server.Time = time;
        var asked = new List<DateTimeOffset>();
        server.Fault = (request, context) =>
        {
            asked.Add(request.Time);
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) =
                (429, byDate ? $"{DateTimeOffset.UtcNow.AddSeconds(300):R}" : "300");
            return Task.FromResult(asked.Count == 1);
        };

        (await AnswerAsync(model, time)).Should().HaveCount(1);

        // A date has no fractions of a second, and is some seconds nearer when it is read.
        (asked[1] - asked[0]).Should().BeGreaterThan(TimeSpan.FromSeconds(byDate ? 200 : 299));
    }

    [Fact]
    public async Task A_server_that_requests_the_same_delay_each_time_gets_longer_and_longer_ones()
    {
        var asked = await RefusedAsync(
            new FakeTimeProvider(), "1", ServedModel.Options with { Retries = 3, FirstDelay = TimeSpan.FromSeconds(100), Jitter = () => 0.5 });

        // The second that it asked for, and half of 100, 200 and 400.
        asked.Zip(asked.Skip(1), (first, second) => (second - first).TotalSeconds).Should().SatisfyRespectively(
            first => first.Should().BeGreaterThanOrEqualTo(51),
            second => second.Should().BeGreaterThanOrEqualTo(101),
            third => third.Should().BeGreaterThanOrEqualTo(201));
    }

    [Fact]
    public async Task A_server_that_requests_no_delay_gets_the_usual_one()
    {
        var asked = await RefusedAsync(new FakeTimeProvider(DateTimeOffset.UtcNow), "0", new() { Variable = _ => null });

        (asked[^1] - asked[0]).Should().BeGreaterThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_for_an_hours_delay_is_a_refusal(bool byDate)
    {
        var hour = byDate ? $"{DateTimeOffset.UtcNow.AddHours(1):R}" : "3600";
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        server.Fault = (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, hour);
            return Task.FromResult(true);
        };

        var asking = () => model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage($"*429 TooManyRequests (Retry-After: {hour}).");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_that_timed_out_is_retried(bool begins)
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

            if (begins)
            {
                await context.Response.WriteAsync("{\"choices\":");
                await context.Response.Body.FlushAsync();
            }

            // The client's clock runs past its patience, and it hangs up.
            time.Advance(TimeSpan.FromHours(2));
            return await Faults.HangAsync(context);
        };

        var answers = await model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);

        answers.Should().HaveCount(1);
        tries.Should().Be(2);
    }

    [Fact]
    public async Task A_cancelled_run_sends_no_more_requests()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var entry = ServedModel.Entry(server, Scoring.Generation);
        using var model = await EndpointAnswerer.OpenAsync(
            entry with { Endpoint = entry.Endpoint! with { Concurrency = 1 } }, ServedModel.Options, CancellationToken.None);
        var probes = server.Requests.Count;
        using var ending = new CancellationTokenSource();
        server.Fault = async (_, context) =>
        {
            await ending.CancelAsync();
            return await Faults.HangAsync(context);
        };

        await FluentActions.Awaiting(() => model.AnswerAsync(Asked, Scoring.Generation, null, ending.Token))
            .Should().ThrowAsync<OperationCanceledException>();

        server.Requests.Should().HaveCount(probes + 1);
    }

    [Fact]
    public async Task An_unreachable_address_is_tried_once()
    {
        var time = new FakeTimeProvider();
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (_, context) =>
        {
            time.Advance(TimeSpan.FromHours(2));
            return await Faults.HangAsync(context);
        };

        await FluentActions.Awaiting(() => EndpointAnswerer.OpenAsync(
                ServedModel.Entry(server, Scoring.Generation),
                ServedModel.Options with { Time = time, FirstDelay = TimeSpan.Zero },
                CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*no reply within 3600 s*");

        server.Requests.Should().ContainSingle();
    }

    // When a server that refuses every request was asked.
    private async Task<List<DateTimeOffset>> RefusedAsync(FakeTimeProvider time, string delay, EndpointOptions options)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await EndpointAnswerer.OpenAsync(
            ServedModel.Entry(server, Scoring.Generation), options with { Time = time }, CancellationToken.None);
        server.Time = time;
        var asked = new List<DateTimeOffset>();
        server.Fault = (request, context) =>
        {
            asked.Add(request.Time);
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, delay);
            return Task.FromResult(true);
        };

        await FluentActions.Awaiting(() => AnswerAsync(model, time)).Should().ThrowAsync<InvalidInputException>();
        return asked;
    }

    // The clock runs while the model waits.
    private static async Task<IReadOnlyList<Answer>> AnswerAsync(EndpointAnswerer model, FakeTimeProvider time)
    {
        var asking = model.AnswerAsync([Asked[0]], Scoring.Generation, null, CancellationToken.None);
        while (!asking.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        return await asking;
    }
}
