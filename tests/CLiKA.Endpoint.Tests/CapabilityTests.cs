using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using Microsoft.AspNetCore.Http;

namespace CLiKA.Endpoint.Tests;

/// <summary>What a server offers is determined before the first question, and shown.</summary>
public sealed class CapabilityTests(ServedModel served) : IClassFixture<ServedModel>
{
    public static TheoryData<string, string> Descriptions => new()
    {
        { "vllm", "a server (vllm 0.11.2, 256 tokens), completions; it shows the 20 likeliest next tokens and log-probabilities of prompts, by token ids" },
        { "llamacpp", "a server (llamacpp b1-de3ff81, 256 tokens), completions; it shows the 20 likeliest next tokens and log-probabilities of options, one forced token at a time" },
        { "gateway", "a server (gateway, 256 tokens), completions; it shows the 20 likeliest next tokens and none of prompts" },
        { "system", "a server (system, 256 tokens), completions; it shows the 5 likeliest next tokens and log-probabilities of prompts, echoed" },
    };

    [Theory]
    [MemberData(nameof(Descriptions))]
    public async Task Capabilities_are_shown_as_the_device(string owner, string description)
    {
        await using var server = await served.ServeAsync(ServerManner.Of(owner));
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);

        model.Device.Should().Be(description + "; up to 8 requests at once");
        model.DeviceClass.Should().Be("endpoint");
    }

    [Fact]
    public async Task Unavailable_likelihood_is_an_error_that_names_alternatives()
    {
        await using var server = await served.ServeAsync(ServerManner.TopOnly);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);

        var checking = () => model.Check(Questions.Of(Scoring.Likelihood), Scoring.Likelihood);

        checking.Should().Throw<InvalidInputException>().WithMessage(
            $"{server.Url}#micro-base: cannot be asked by likelihood: it shows no log-probabilities of prompts (prompt_logprobs: *; "
            + "expected an entry for each token of the prompt; echo: 500 InternalServerError: Only no echo is supported); "
            + "expected scoring letter or generation.");
        server.Requests.Count(request => request.Body.ContainsKey("echo")).Should().Be(1, "a refusal is not waited out");
    }

    [Fact]
    public async Task Likelihood_from_a_chat_is_refused()
    {
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood, new());

        FluentActions.Invoking(() => model.Check(Questions.Of(Scoring.Likelihood), Scoring.LikelihoodPerByte)).Should().Throw<InvalidInputException>()
            .WithMessage("*cannot be asked by likelihood-per-byte: chat completions show no log-probabilities of a given answer; expected scoring letter or generation.");
    }

    [Fact]
    public async Task Completions_of_a_chat_server_are_an_error_that_names_the_setting()
    {
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);

        await FluentActions.Awaiting(() => ServedModel.OpenAsync(server, Scoring.Letter)).Should().ThrowAsync<InvalidInputException>()
            .WithMessage("*the server offers no completions; for a model that only chats, set \"chat\": true: 404 NotFound: Not Found");
    }

    [Fact]
    public async Task A_missing_model_is_an_error_that_lists_the_models()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var entry = ServedModel.Entry(server, Scoring.Letter, model: "llama");

        await FluentActions.Awaiting(() => EndpointAnswerer.OpenAsync(entry, ServedModel.Options, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{server.Url}#llama: the server has no model 'llama'; it has micro-base, micro-base-de.");
    }

    [Fact]
    public async Task An_address_may_end_with_a_slash()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var entry = ServedModel.Entry(server, Scoring.Letter);
        entry = entry with { Endpoint = entry.Endpoint! with { Url = new($"{server.Url}/") } };

        using var model = await EndpointAnswerer.OpenAsync(entry, ServedModel.Options, CancellationToken.None);

        server.Requests.Should().NotBeEmpty().And.OnlyContain(request => !request.Path.Contains("//"));
    }

    // vLLM can serve a folder under another name, and a list may be long.
    [Fact]
    public async Task The_root_of_a_model_is_shown_and_only_the_first_of_many_models()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = (request, context) => ListAsync(
            request, context, """{"id":"other"},{"id":"micro-base","owned_by":"vllm","root":"org/Micro-1B","max_model_len":256}""");
        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);

        model.Device.Should().StartWith("a server (vllm 0.11.2, of org/Micro-1B, 256 tokens), completions; ");

        foreach (var (count, end) in ((int, string)[])[(10, "m9."), (12, "m9 and 2 more.")])
        {
            var names = string.Join(',', Enumerable.Range(0, count).Select(name => $$"""{"id":"m{{name}}"}"""));
            server.Fault = (request, context) => ListAsync(request, context, names);
            await FluentActions.Awaiting(() => ServedModel.OpenAsync(server, Scoring.Letter)).Should().ThrowAsync<InvalidInputException>()
                .WithMessage($"*: the server has no model 'micro-base'; it has m0, m1, m2, m3, m4, m5, m6, m7, m8, {end}");
        }

        static async Task<bool> ListAsync(RecordedRequest request, HttpContext context, string models)
        {
            if (request.Path == "/v1/models")
            {
                await context.Response.WriteAsync($$"""{"object":"list","data":[{{models}}]}""");
                return true;
            }

            return false;
        }
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task A_server_need_not_list_its_models(int status)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        server.Fault = (request, context) =>
        {
            context.Response.StatusCode = request.Path == "/v1/models" ? status : 200;
            return Task.FromResult(request.Path == "/v1/models");
        };

        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);

        model.Device.Should().StartWith("a server, completions; it shows the 20 likeliest next tokens");
    }

    // A model's own generation_config.json may ask for a penalty, which vLLM and SGLang would take.
    [Theory]
    [InlineData("vllm", true)]
    [InlineData("llamacpp", false)]
    public async Task Sampling_is_greedy_and_unpenalized(string owner, bool hasDefaults)
    {
        await using var server = await served.ServeAsync(ServerManner.Of(owner));
        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);

        await model.GenerateAsync(["Text"], new(4), null, CancellationToken.None);

        var asked = server.Requests.Last().Body;
        (asked["temperature"]!.GetValue<int>(), asked["max_tokens"]!.GetValue<int>(), asked["stream"]!.GetValue<bool>()).Should().Be((0, 4, false));
        asked["repetition_penalty"]?.GetValue<int>().Should().Be(hasDefaults ? 1 : null);
        asked.ContainsKey("repetition_penalty").Should().Be(hasDefaults);
    }

    // With the message of OpenAI's newer models.
    [Fact]
    public async Task The_newer_name_of_the_token_limit_is_used_where_required()
    {
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        server.Fault = async (request, context) =>
        {
            if (!request.Body.ContainsKey("max_tokens"))
            {
                request.Body["max_tokens"] = request.Body["max_completion_tokens"]?.DeepClone();
                return false;
            }

            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(
                """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error"}}""");
            return true;
        };

        using var model = await ServedModel.OpenAsync(server, Scoring.Generation, new());
        var said = await model.GenerateAsync(["Text"], new(4), null, CancellationToken.None);

        said.Should().ContainSingle().Which.Should().NotBeEmpty();
        server.Requests.Last().Body["max_completion_tokens"]!.GetValue<int>().Should().Be(4);
    }

    // Log-probabilities that the bias changes are not the model's, and for a token that is not generated there are none.
    [Theory]
    [InlineData("""{"id":ID,"token":"x","logprob":-0.000001}""")]
    [InlineData("""{"id":7,"token":"x","logprob":-3}""")]
    public async Task A_bias_that_is_ignored_or_changes_log_probabilities_is_not_used(string written)
    {
        await using var server = await served.ServeAsync(ServerManner.LlamaServer);
        server.Fault = async (request, context) =>
        {
            if (request.Body["logit_bias"]?.AsObject().Single().Key is { } id)
            {
                await context.Response.WriteAsync($$$"""{"choices":[{"text":"x","logprobs":{"content":[{{{written.Replace("ID", id, StringComparison.Ordinal)}}}]}}]}""");
                return true;
            }

            return false;
        };

        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);

        model.DeviceClass.Should().Be("endpoint-top-20");
        model.Device.Should().Contain("likeliest next tokens and none of prompts");
    }

    [Fact]
    public async Task An_address_without_a_server_is_an_error_at_once()
    {
        var server = await served.ServeAsync(ServerManner.Vllm);
        var entry = ServedModel.Entry(server, Scoring.Letter);
        await server.DisposeAsync();

        await FluentActions.Awaiting(() => EndpointAnswerer.OpenAsync(entry, new(), CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage($"*#micro-base: no server answers at {entry.Endpoint!.Url}: Connection refused (*). Start it, or correct the address.");
    }

    [Theory]
    [InlineData("http://{0}", "*the server offers no completions; *most servers have their API below /v1, which 'url' lacks: 404 NotFound*")]
    [InlineData("http://{0}/v1/chat/completions", "*the server offers no completions; *'url' has to end before the path of a request, as with /v1: 404 NotFound*")]
    [InlineData("https://{0}/v1", "*: no server answers at https://{0}/v1: The SSL connection could not be established. Cannot determine the frame size or a corrupted frame was received. *")]
    public async Task A_wrong_address_is_an_error_at_once(string address, string message)
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var entry = ServedModel.Entry(server, Scoring.Letter);
        var url = new Uri(address.Replace("{0}", server.Url.Authority, StringComparison.Ordinal));

        await FluentActions.Awaiting(() => EndpointAnswerer.OpenAsync(
                entry with { Endpoint = entry.Endpoint! with { Url = url } }, new(), CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage(message.Replace("{0}", server.Url.Authority, StringComparison.Ordinal));
    }

    // llama-server has completions of its own there.
    [Fact]
    public async Task Another_APIs_completion_is_an_error_that_suggests_v1()
    {
        await using var server = await served.ServeAsync(ServerManner.LlamaServer);
        server.Fault = async (request, context) =>
        {
            await context.Response.WriteAsync(request.Path == "/models" ? """{"data":[{"id":"micro-base"}]}""" : """{"content":" A","stop":true}""");
            return true;
        };
        var entry = ServedModel.Entry(server, Scoring.Letter);

        await FluentActions.Awaiting(() => EndpointAnswerer.OpenAsync(
                entry with { Endpoint = entry.Endpoint! with { Url = new($"http://{server.Url.Authority}") } }, ServedModel.Options, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage("*most servers have their API below /v1, which 'url' lacks.");
    }
}
