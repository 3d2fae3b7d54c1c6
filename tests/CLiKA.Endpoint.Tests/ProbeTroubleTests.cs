using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using Microsoft.Extensions.Time.Testing;

namespace CLiKA.Endpoint.Tests;

/// <summary>Failures while a server is probed are not taken for missing features.</summary>
public sealed class ProbeTroubleTests(ServedModel served) : IClassFixture<ServedModel>
{
    public static TheoryData<string, string> Troubles
    {
        get
        {
            var troubles = new TheoryData<string, string>();
            foreach (var owner in (string[])["vllm", "llamacpp", "gateway", "system"])
            {
                foreach (var fault in (string[])["408", "429", "500", "503", "cut", "wordy"])
                {
                    troubles.Add(owner, fault);
                }
            }

            return troubles;
        }
    }

    // Taken for a refusal, it would silently change how answers are read.
    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_transient_failure_during_probing_changes_nothing(string owner, string fault)
    {
        await using var server = await served.ServeAsync(ServerManner.Of(owner));
        using var undisturbed = await ServedModel.OpenAsync(server, Scoring.Letter);
        var seen = new HashSet<string>();
        server.Fault = async (request, context) =>
            request.Path != "/version" && seen.Add(request.Path + request.Body.ToJsonString()) && await Faults.FailAsync(fault, context);

        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);

        model.Device.Should().Be(undisturbed.Device);
        model.DeviceClass.Should().Be(undisturbed.DeviceClass);
        seen.Should().HaveCountGreaterThan(3);
    }

    [Theory]
    [InlineData("prompt_logprobs", "502")]
    [InlineData("return_tokens_as_token_ids", "503")]
    [InlineData("logprobs", "408")]
    [InlineData("add_special_tokens", "503")]
    public async Task A_permanent_failure_during_probing_is_an_error(string property, string fault)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (request, context) => request.Body.ContainsKey(property) && await Faults.FailAsync(fault, context);

        await FluentActions.Awaiting(() => ServedModel.OpenAsync(server, Scoring.Letter)).Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: the server could not be probed (*): {fault} *after 7 tries*");
    }

    // A device class of its own keeps its answers from being compared with those of a run in which the feature worked.
    [Theory]
    [InlineData("logprobs", "endpoint-faulty", "no log-probabilities of next tokens and log-probabilities of prompts, by token ids")]
    [InlineData("return_tokens_as_token_ids", "endpoint-faulty", "the 20 likeliest next tokens and log-probabilities of prompts, by token ids")]
    [InlineData("prompt_logprobs", "endpoint-faulty", "the 20 likeliest next tokens and log-probabilities of prompts, echoed")]
    [InlineData("prompt_logprobs echo", "endpoint-top-20-faulty", "the 20 likeliest next tokens and none of prompts")]
    public async Task A_feature_that_always_fails_is_not_used_and_the_device_class_says_so(
        string properties, string deviceClass, string shows)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (request, context) =>
            Array.Exists(properties.Split(' '), request.Body.ContainsKey) && await Faults.FailAsync("wordless", context);

        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);

        model.DeviceClass.Should().Be(deviceClass);
        model.Device.Should().Contain($"; it shows {shows}; it failed when asked for more, which counts as \"not offered\" (completions: 500 ")
            .And.Contain("after 7 tries");
        (await model.AnswerAsync(Questions.Of(Scoring.Letter), Scoring.Letter, null, CancellationToken.None)).Should().HaveCount(10);
    }

    [Theory]
    [InlineData("404")]
    [InlineData("503")]
    [InlineData("dropped")]
    [InlineData("garbage")]
    [InlineData("list")]
    public async Task A_version_that_cannot_be_read_is_left_out(string fault)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (request, context) => request.Path == "/version" && await Faults.FailAsync(fault, context);

        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);

        model.Device.Should().StartWith("a server (vllm, 256 tokens), completions; ");
        server.Requests.Count(request => request.Path == "/version").Should().Be(1);
    }

    // The time limit of a request is an hour here.
    [Fact]
    public async Task A_version_that_does_not_come_is_waited_for_briefly()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (request, context) => request.Path == "/version" && asked.TrySetResult() && await Faults.HangAsync(context);

        var opening = EndpointAnswerer.OpenAsync(
            ServedModel.Entry(server, Scoring.Letter), ServedModel.Options with { Time = time }, CancellationToken.None);
        await Task.WhenAny(opening, asked.Task);
        time.Advance(TimeSpan.FromSeconds(10));
        using var model = await opening.WaitAsync(TimeSpan.FromMinutes(5));

        asked.Task.IsCompleted.Should().BeTrue();
        model.Device.Should().StartWith("a server (vllm, 256 tokens), completions; ");
    }

    // Each attempt may cost a failing server a minute.
    [Fact]
    public async Task A_refused_feature_is_not_probed_with_another_text()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = async (request, context) =>
            request.Body.ContainsKey("logprobs") && !request.Body.ContainsKey("echo") && await Faults.FailAsync("400", context);

        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);

        model.Device.Should().Contain("no log-probabilities of next tokens and log-probabilities of prompts, by token ids");
        server.Requests.Where(request => request.Body.ContainsKey("logprobs")).Select(request => $"{request.Body["prompt"]}").Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_server_that_always_fails_is_an_error()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var isBroken = false;
        server.Fault = async (request, context) => (isBroken |= request.Body.ContainsKey("logprobs")) && await Faults.FailAsync("wordless", context);

        await FluentActions.Awaiting(() => ServedModel.OpenAsync(server, Scoring.Letter)).Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#micro-base: the server offers no completions*: 500 *after 7 tries*");
    }
}
