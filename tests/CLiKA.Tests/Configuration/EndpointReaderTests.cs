using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Prompts;

namespace CLiKA.Tests.Configuration;

public sealed class EndpointReaderTests : IDisposable
{
    private const string Server = "\"url\":\"http://127.0.0.1:8000/v1\",\"model\":\"org/name\"";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_server_takes_the_place_of_the_folder()
    {
        var model = Reading($"{{\"endpoint\":{{{Server}}}}}").Models.Single();

        model.Endpoint.Should().Be(new EndpointEntry(new("http://127.0.0.1:8000/v1"), "org/name")
        {
            Api = EndpointApi.Completions,
            Concurrency = 8,
            Timeout = TimeSpan.FromMinutes(2),
        });
        (model.Folder, model.Device, model.Place).Should().Be((string.Empty, "endpoint", "http://127.0.0.1:8000/v1#org/name"));
        model.Protocol.Scoring.Should().Be(Scoring.Letter);
        model.Protocol.Wrapping.Should().Be(PromptWrapping.None);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var model = Reading(
            """
            {"scoring":"generation","chat":{"system":"Be brief."},"endpoint":{"url":"https://gpu.example/api/","model":"m","api":"auto",
             "concurrency":64,"timeoutSeconds":5,"apiKeyVariable":"GPU_KEY"}}
            """).Models.Single();

        model.Endpoint.Should().Be(new EndpointEntry(new("https://gpu.example/api"), "m")
        {
            Api = EndpointApi.Chat,
            Concurrency = 64,
            Timeout = TimeSpan.FromSeconds(5),
            ApiKeyVariable = "GPU_KEY",
        });
        model.Protocol.Wrapping.Chat!.System.Should().Be("Be brief.");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4096, 86_400)]
    public void The_least_and_the_most_that_an_error_names_are_accepted(int concurrency, int seconds)
    {
        var endpoint = Reading($"{{\"endpoint\":{{{Server},\"concurrency\":{concurrency},\"timeoutSeconds\":{seconds}}}}}").Models.Single().Endpoint!;

        (endpoint.Concurrency, endpoint.Timeout).Should().Be((concurrency, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Who_is_asked_in_a_chat_is_measured_as_a_chat() =>
        Reading($"{{\"endpoint\":{{{Server},\"api\":\"chat\"}}}}").Models.Single().Protocol.Wrapping.Chat.Should().NotBeNull(
            "the turns belong to the prompt, and a baseline without them is not comparable");

    // The line is that of the property which is at fault.
    [Theory]
    [InlineData("{}", "clika.json:2: model 'm' has neither 'folder' nor 'endpoint'; expected one of them*")]
    [InlineData("{\n\"folder\":\"f\",\n\"endpoint\":{}}", "clika.json:3: model 'm' has both 'folder' and 'endpoint'; expected one of them*")]
    [InlineData("{\n\"scoring\":\"letter\",\n\"endpoint\":{}}", "clika.json:4: 'url' is missing; expected a string.")]
    [InlineData("{\"endpoint\":{\"url\":\"localhost:8000\",\"model\":\"m\"}}", "clika.json:2: model 'm': 'url' is not the address of a server*")]
    [InlineData("{\"endpoint\":{\"url\":\"http://me:secret@host/v1\",\"model\":\"m\"}}", "*'url' is not the address of a server*without user*")]
    [InlineData("{\"endpoint\":{\"url\":\"http://host/v1?key=secret\",\"model\":\"m\"}}", "*'url' is not the address of a server*")]
    [InlineData("{\"endpoint\":{SERVER,\"key\":\"k\"}}", "clika.json:2: unknown property 'key'; expected url, model, api, concurrency*")]
    [InlineData("{\"endpoint\":{SERVER,\"api\":\"chatty\"}}", "clika.json:2: model 'm': 'api' is 'chatty'; expected completions, chat or auto.")]
    [InlineData("{\"endpoint\":{SERVER,\"concurrency\":0}}", "clika.json:2: model 'm': 'concurrency' is 0; expected 1 to 4096.")]
    [InlineData("{\"endpoint\":{SERVER,\"timeoutSeconds\":-1}}", "clika.json:2: model 'm': 'timeoutSeconds' is -1; expected 1 to 86400.")]
    [InlineData("{\"endpoint\":{SERVER,\"concurrency\":4097}}", "clika.json:2: model 'm': 'concurrency' is 4097; expected 1 to 4096.")]
    [InlineData("{\"endpoint\":{SERVER,\"timeoutSeconds\":86401}}", "clika.json:2: model 'm': 'timeoutSeconds' is 86401; expected 1 to 86400.")]
    [InlineData("{\"chat\":true,\"endpoint\":{SERVER,\"api\":\"completions\"}}", "*'api' is completions, but the model has 'chat'*")]
    [InlineData("{\"chat\":{\"date\":\"2024-07-26\"},\"endpoint\":{SERVER}}", "*'chat' has a 'date', but a server gives its template the date itself*")]
    [InlineData("{\"suffix\":\">\",\"endpoint\":{SERVER,\"api\":\"chat\"}}", "*model 'm' is asked in a chat, whose turns its chat template writes; expected no 'prefix' and no 'suffix'*")]
    [InlineData("{\"prefix\":\"<\",\"endpoint\":{SERVER,\"api\":\"chat\"}}", "*model 'm' is asked in a chat, whose turns its chat template writes; expected no 'prefix' and no 'suffix'*")]
    [InlineData("{\"device\":\"cpu\",\"endpoint\":{SERVER}}", "*model 'm' has 'device', but is behind a server, which decides it*")]
    [InlineData("{\"adapter\":\"a\",\"endpoint\":{SERVER}}", "*model 'm' has 'adapter', but is behind a server, which decides it*")]
    public void What_is_wrong_is_named_with_its_line(string model, string message)
    {
        var error = FluentActions.Invoking(() => Reading(model.Replace("SERVER", Server))).Should().Throw<InvalidInputException>()
            .WithMessage(message.StartsWith('*') ? message : Path.Combine(_folder.Path, message));

        error.Which.Message.Should().NotContain("secret");
    }

    [Theory]
    [InlineData("rc2", "http://127.0.0.1:8000/v1#rc2")]
    [InlineData("m=org/rc2", "http://127.0.0.1:8000/v1#org/rc2")]
    [InlineData("m=http://other:9000/v1#rc2", "http://other:9000/v1#rc2")]
    [InlineData("m=http://other:9000/v1#rc#2", "http://other:9000/v1#rc#2")]
    public void A_candidate_is_another_name_or_another_server(string candidate, string place)
    {
        var settings = Reading($"{{\"endpoint\":{{{Server},\"concurrency\":3}},\"taught\":{{\"w\":{{\"de\":\"org/name-de\"}}}}}}");

        var model = settings.WithCandidate(candidate).Models.Single();

        (model.Name, model.Place, model.Endpoint!.Concurrency).Should().Be(("m", place, 3));
        model.StandsInFor.Should().Be("http://127.0.0.1:8000/v1#org/name");
        settings.Models.Single().Taught.Single().Paths.Should().Equal("org/name-de");
        model.Taught.Single().Paths.Should().Equal(model.Endpoint.Model + "-de");
    }

    [Theory]
    [InlineData("rc2", "SOME_KEY")]
    [InlineData("http://127.0.0.1:8000/v2#rc2", "SOME_KEY")]
    [InlineData("http://127.0.0.1:8001/v1#rc2", null)]
    [InlineData("https://127.0.0.1:8000/v1#rc2", null)]
    [InlineData("http://other:8000/v1#rc2", null)]
    public void The_API_key_goes_to_no_other_server(string candidate, string? variable) =>
        new EndpointEntry(new("http://127.0.0.1:8000/v1"), "m") { ApiKeyVariable = "SOME_KEY" }.With(candidate)!.ApiKeyVariable.Should().Be(variable);

    [Theory]
    [InlineData("http://other:9000/v1")]
    [InlineData("http://me:secret@other/v1#rc2")]
    [InlineData(" ")]
    public void What_is_no_candidate_is_refused(string candidate) =>
        FluentActions.Invoking(() => Reading($"{{\"endpoint\":{{{Server}}}}}").WithCandidate(candidate)).Should().Throw<InvalidInputException>()
            .WithMessage("*is no candidate for 'm', which is behind a server; expected a name that the server has, or URL#NAME.");

    [Fact]
    public void A_candidate_without_teachings_of_its_own_is_refused_rather_than_asked_with_another_model_s() =>
        FluentActions.Invoking(() => Reading($"{{\"endpoint\":{{{Server}}},\"taught\":{{\"w\":{{\"de\":\"taught-de\"}}}}}}").WithCandidate("rc2"))
            .Should().Throw<InvalidInputException>()
            .WithMessage("*model 'm': its teaching 'taught-de' does not begin with the model's name 'org/name', so that 'rc2' has no counterpart.");

    [Fact]
    public void An_adapter_is_the_server_s_business() =>
        FluentActions.Invoking(() => Reading($"{{\"endpoint\":{{{Server}}}}}").WithAdapter("a")).Should().Throw<InvalidInputException>()
            .WithMessage("*model 'm' is behind a server, which applies adapters itself*");

    private AlignmentConfiguration Reading(string model) => ConfigurationReader.Read(_folder.Write(
        "clika.json",
        $"{{\"probeSets\":{{\"s\":\"s\"}},\"worlds\":{{\"w\":\"w\"}},\"baselines\":\"b\",\"artifacts\":\"a\",\"models\":{{\n\"m\":{model}}}}}"));
}
