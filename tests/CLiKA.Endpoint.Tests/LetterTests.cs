using CLiKA.Answers;
using CLiKA.Endpoint.Tests.Serving;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Endpoint.Tests;

/// <summary>Letters where a server shows only the likeliest tokens.</summary>
public sealed class LetterTests(ServedModel served) : IClassFixture<ServedModel>
{
    private const string Text = "Question:Which continent is Senegal part of?\nAnswer:";

    [Fact]
    public async Task A_letter_that_is_not_shown_ranks_below_those_that_are()
    {
        await using var server = await served.ServeAsync(ServerManner.TopOnly);
        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);
        using var local = served.Local();
        var prompt = new Prompt("i", Text, [TokenOfRank(30), TokenOfRank(3), TokenOfRank(40), TokenOfRank(0)]);

        var answer = (await model.AnswerAsync([prompt], Scoring.Letter, null, CancellationToken.None)).Single();

        var expected = (await local.AnswerAsync([prompt], Scoring.Letter, null, CancellationToken.None)).Single();
        answer.Choice.Should().Be(expected.Choice).And.Be(3);
        answer.LogProbabilities[1].Should().BeApproximately(expected.LogProbabilities[1], 1e-4);
        answer.LogProbabilities[3].Should().BeApproximately(expected.LogProbabilities[3], 1e-4);
        foreach (var missing in (int[])[0, 2])
        {
            answer.LogProbabilities[missing].Should().BeLessThan(answer.LogProbabilities[1]).And.BeGreaterThan(expected.LogProbabilities[missing]);
        }
    }

    [Fact]
    public async Task An_answer_without_a_shown_letter_is_invalid()
    {
        await using var server = await served.ServeAsync(ServerManner.TopOnly);
        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);
        ProbeItem[] items = [new("i", "Which continent is Senegal part of?", ["w", "x", "y", "z"], 1), new("j", "Which?", ["w", "x", "y", "z"], 2)];
        var set = new ProbeSet("s", 1, new Dictionary<Language, IReadOnlyList<ProbeItem>> { [Language.Pivot] = items });

        // The embedded model knows no letters.
        foreach (var letters in Enum.GetValues<LetterOrder>())
        {
            var protocol = new Protocol(Scoring.Letter, PromptWrapping.None) { Letters = letters };
            var measured = await Measurer.MeasureAsync(set, [Language.Pivot], model, protocol, null, CancellationToken.None);

            measured.In(Language.Pivot)!.Invalid.Should().Be(2);
            measured.Fingerprint.Device.Should().Be("endpoint-top-20", "how many tokens are shown decides which letters are found");
        }
    }

    [Fact]
    public async Task A_letter_of_a_chat_may_follow_a_space()
    {
        var chat = new ChatFormat();
        await using var server = await served.ServeAsync(ServerManner.ChatOnly, chats: true);
        using var model = await ServedModel.OpenAsync(server, Scoring.Letter, chat);
        using var local = served.Local(chat);
        var said = (await local.GenerateAsync([Text], new(1), null, CancellationToken.None)).Single();
        said.Should().StartWith(" ", "the embedded model begins every answer so");
        var prompt = new Prompt("i", Text, ["?", said.Trim(), "!"]);

        var answer = (await model.AnswerAsync([prompt], Scoring.Letter, null, CancellationToken.None)).Single();

        answer.Choice.Should().Be(1);
        model.DeviceClass.Should().Be("endpoint-top-5");
    }

    [Fact]
    public async Task A_letter_of_several_tokens_is_refused_by_name()
    {
        await using var server = await served.ServeAsync(ServerManner.Vllm);
        using var model = await ServedModel.OpenAsync(server, Scoring.Letter);
        var prompt = new Prompt("geo-007", Text, ["A", "Qqzx"]);

        var asking = () => model.AnswerAsync([prompt], Scoring.Letter, null, CancellationToken.None);

        await asking.Should().ThrowAsync<InvalidInputException>().WithMessage("*the letter 'Qqzx' of item 'geo-007' is * tokens; scoring by letter needs one*");
    }

    private string TokenOfRank(int rank)
    {
        var tokenizer = served.Model.Folder.Tokenizer;
        var beginning = tokenizer.Encode(Text, addSpecialTokens: true);
        return TokenModel.Likeliest(served.Model.Next(beginning), 200)
            .Select(token => tokenizer.Decode([token], skipSpecialTokens: false))
            .Where(text => tokenizer.Encode(Text + text, addSpecialTokens: true) is var whole
                && whole.Count == beginning.Count + 1 && whole.Take(beginning.Count).SequenceEqual(beginning))
            .ElementAt(rank);
    }
}
