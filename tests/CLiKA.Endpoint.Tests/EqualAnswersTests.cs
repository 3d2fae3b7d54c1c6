using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Tests;

/// <summary>The same model gives the same answers locally and behind a server.</summary>
public sealed class EqualAnswersTests(ServedModel served) : IClassFixture<ServedModel>
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string, Scoring> Ways => new()
    {
        { "vllm", Scoring.Letter },
        { "vllm", Scoring.Likelihood },
        { "vllm", Scoring.LikelihoodPerToken },
        { "vllm", Scoring.LikelihoodPerByte },
        { "vllm", Scoring.Generation },
        { "llamacpp", Scoring.Letter },
        { "llamacpp", Scoring.Likelihood },
        { "llamacpp", Scoring.LikelihoodPerToken },
        { "llamacpp", Scoring.LikelihoodPerByte },
        { "llamacpp", Scoring.Generation },
        { "system", Scoring.Letter },
        { "system", Scoring.Likelihood },
        { "system", Scoring.LikelihoodPerToken },
        { "system", Scoring.Generation },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_server_gives_the_local_answers(string owner, Scoring scoring)
    {
        await using var server = await served.ServeAsync(Manner(owner));
        using var model = await ServedModel.OpenAsync(server, scoring);
        using var local = served.Local();

        await ShouldAnswerAlike(model, local, Questions.Of(scoring), scoring);
    }

    [Fact]
    public async Task Options_that_merge_with_the_end_of_the_prompt_are_scored_as_locally()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        using var local = served.Local();

        await ShouldAnswerAlike(model, local, [Joined()], Scoring.Likelihood);
    }

    [Fact]
    public async Task An_echo_in_which_prompt_and_option_merge_is_refused()
    {
        await using var server = await served.ServeAsync(ServerManner.Older);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        var prompt = Joined();

        var asking = () => model.AnswerAsync([prompt], Scoring.Likelihood, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"*item 'joined': the end of the prompt and the start of '{prompt.Continuations[0]}' merge into one token*");
    }

    [Fact]
    public async Task A_chat_model_answers_in_its_template()
    {
        var chat = new ChatFormat
        {
            System = "Answer briefly.",
            Variables = new Dictionary<string, JsonElement> { ["mood"] = JsonSerializer.SerializeToElement("glad ") },
        };
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation, chat);
        using var local = served.Local(chat);
        var texts = Questions.Of(Scoring.Likelihood).ConvertAll(prompt => prompt.Text);
        var options = new GenerationOptions(12) { Stops = ["\n"] };

        var said = await model.GenerateAsync(texts, options, null, CancellationToken.None);

        said.Should().Equal(await local.GenerateAsync(texts, options, null, CancellationToken.None)).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Generation_ends_at_stop_strings()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Generation);
        using var local = served.Local();
        var texts = Questions.Of(Scoring.Likelihood).ConvertAll(prompt => prompt.Text);
        var options = new GenerationOptions(12) { Stops = ["\n", "a"] };

        var said = await model.GenerateAsync(texts, options, null, CancellationToken.None);

        said.Should().Equal(await local.GenerateAsync(texts, options, null, CancellationToken.None));
        server.Requests.TakeLast(texts.Count).Should().OnlyContain(request => request.Body["stop"]!.AsArray().Count == 2, "what comes behind need not be made");
    }

    [Fact]
    public async Task A_taught_model_is_another_model_of_the_server()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Likelihood);
        using var local = served.Local();
        using var taught = model.OpenTaught(ModelServer.TaughtName);
        using var localTaught = local.OpenTaught(ServedModel.TaughtPath);
        var questions = Questions.Of(Scoring.Likelihood, perLanguage: 1);

        await ShouldAnswerAlike(taught, localTaught, questions, Scoring.Likelihood);

        var before = await model.AnswerAsync(questions, Scoring.Likelihood, null, CancellationToken.None);
        var after = await taught.AnswerAsync(questions, Scoring.Likelihood, null, CancellationToken.None);
        after.Select(answer => answer.LogProbabilities[0]).Should().NotEqual(before.Select(answer => answer.LogProbabilities[0]));
        FluentActions.Invoking(() => model.OpenTaught("nobody")).Should().Throw<InvalidInputException>()
            .WithMessage("*the server has no model 'nobody'; it has micro-base, micro-base-de.");
    }

    [Fact]
    public async Task Concurrency_is_limited_and_progress_reaches_all()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        var entry = ServedModel.Entry(server, Scoring.Generation);
        entry = entry with { Endpoint = entry.Endpoint! with { Concurrency = 3 } };
        using var model = await EndpointAnswerer.OpenAsync(entry, ServedModel.Options, CancellationToken.None);
        var counts = new List<int>();

        await model.AnswerAsync(Questions.Of(Scoring.Generation), Scoring.Generation, new Counter(counts), CancellationToken.None);

        server.Busiest.Should().BeInRange(2, 3);
        counts.Should().BeEquivalentTo(Enumerable.Range(1, 10));
    }

    // A word that is one token, split in two.
    private Prompt Joined()
    {
        var word = Questions.Of(Scoring.Likelihood).SelectMany(prompt => prompt.Continuations)
            .First(option => option.Length > 5 && served.Model.Folder.Tokenizer.Encode(option, addSpecialTokens: false).Count == 1);
        return new("joined", $"Question:Where is it?\nAnswer:{word[..4]}", [word[4..], $"{word[4..]} and so on", " and", " Spain"]);
    }

    private static ServerManner Manner(string owner) =>
        new[] { ServerManner.Vllm, ServerManner.LlamaServer, ServerManner.Older }.Single(manner => manner.Owner == owner);

    private static async Task ShouldAnswerAlike(IAnswerer model, IAnswerer local, IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        var answers = await model.AnswerAsync(prompts, scoring, null, CancellationToken.None);
        var expected = await local.AnswerAsync(prompts, scoring, null, CancellationToken.None);

        answers.Select(answer => answer.Choice).Should().Equal(expected.Select(answer => answer.Choice));
        foreach (var (answer, other) in answers.Zip(expected))
        {
            answer.UnofferedLetter.Should().Be(other.UnofferedLetter);
            answer.LogProbabilities.Should().HaveSameCount(other.LogProbabilities);
            Gaps(answer.LogProbabilities, other.LogProbabilities).Should().BeEmpty();
            Gaps(answer.Scores, other.Scores).Should().BeEmpty();
        }
    }

    private static IEnumerable<double> Gaps(IEnumerable<double> values, IEnumerable<double> others) =>
        values.Zip(others, (one, two) => Math.Abs(one - two)).Where(gap => !(gap < Tolerance));

    private sealed class Counter(List<int> counts) : IProgress<int>
    {
        public void Report(int value)
        {
            lock (counts)
            {
                counts.Add(value);
            }
        }
    }
}
