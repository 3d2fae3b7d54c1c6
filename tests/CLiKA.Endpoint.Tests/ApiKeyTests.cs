using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Prompts;
using CLiKA.Reporting;
using Microsoft.AspNetCore.Http;

namespace CLiKA.Endpoint.Tests;

/// <summary>The API key is read from the environment and sent to the server, and appears nowhere else.</summary>
public sealed class ApiKeyTests(ServedModel served) : IClassFixture<ServedModel>
{
    private const string Key = "sk-Zq81xW0kNeverToBeSeen47";

    private static readonly EndpointOptions Options = ServedModel.Options with { Variable = name => name == "SOME_KEY" ? Key : null };

    [Fact]
    public async Task The_key_is_in_every_request_and_in_no_output()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await OpenAsync(server, Options);
        var protocol = new Protocol(Scoring.Generation, PromptWrapping.None);
        ProbeItem[] items = [new("i", "Which?", ["w", "x"], 1), new("j", "Where?", ["w", "x"], 0)];
        var set = new ProbeSet("s", 1, new Dictionary<Language, IReadOnlyList<ProbeItem>> { [Language.Pivot] = items });

        var measured = new Measurement(
            "m", [await Measurer.MeasureAsync(set, [Language.Pivot], model, protocol, null, CancellationToken.None)]);

        server.Requests.Should().HaveCountGreaterThan(5).And.OnlyContain(request => request.Authorization == $"Bearer {Key}");
        (MeasurementJson.Write(measured) + AlignmentTable.Render(measured, null, server.Url.ToString(), model.Device)).Should().NotContain(Key);
    }

    [Fact]
    public async Task A_missing_key_is_an_error_that_names_the_property()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (_, context) =>
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("""{"error":{"message":"Missing bearer authentication"}}""");
            return true;
        };

        await FluentActions.Awaiting(() => EndpointAnswerer.OpenAsync(ServedModel.Entry(server, Scoring.Letter), new(), CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage(
                "*the server does not list its models (no API key was sent; 'apiKeyVariable' names the variable that holds it): 401 Unauthorized: Missing bearer authentication*");
    }

    // In each of the places from which the server's text is shown.
    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: KEY"}}""")]
    [InlineData(400, "you sent KEY")]
    [InlineData(200, "<html>KEY</html>")]
    [InlineData(200, """{"choices":[{"KEY":1}]}""")]
    [InlineData(503, """{"detail":"KEY"}""")]
    public async Task A_key_that_the_server_repeats_is_hidden(int status, string body)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await OpenAsync(server, Options);
        server.Fault = async (request, context) =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body.Replace("KEY", request.Authorization!["Bearer ".Length..]));
            return true;
        };

        var error = await FluentActions.Awaiting(() => model.AnswerAsync(Questions.Of(Scoring.Generation, 1), Scoring.Generation, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>();

        error.Which.ToString().Should().NotContain(Key);
    }

    [Fact]
    public async Task Redirections_are_not_followed()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        await using var other = await served.ServeAsync(ServerManner.Vllm);
        using var model = await OpenAsync(server, Options);
        server.Fault = (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (307, $"{other.Url}/completions");
            return Task.FromResult(true);
        };

        await FluentActions.Awaiting(() => model.AnswerAsync(Questions.Of(Scoring.Generation, 1), Scoring.Generation, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*item '*' was not answered: 307 *");

        other.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null, "*the variable SOME_KEY is not set; expected the API key in it.")]
    [InlineData(" ", "*the variable SOME_KEY is not set; expected the API key in it.")]
    [InlineData(Key + "\nX-Other: 1", "*the variable SOME_KEY has characters other than printable ASCII; expected an API key.")]
    public async Task An_invalid_key_is_refused_before_anything_is_sent(string? value, string message)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);

        var error = await FluentActions.Awaiting(() => OpenAsync(server, Options with { Variable = _ => value })).Should().ThrowAsync<InvalidInputException>();

        error.WithMessage(message).Which.ToString().Should().NotContain(Key);
        server.Requests.Should().BeEmpty();
    }

    private static Task<EndpointAnswerer> OpenAsync(ModelServer server, EndpointOptions options)
    {
        var entry = ServedModel.Entry(server, Scoring.Generation);
        return EndpointAnswerer.OpenAsync(
            entry with { Endpoint = entry.Endpoint! with { ApiKeyVariable = "SOME_KEY" } }, options, CancellationToken.None);
    }
}
