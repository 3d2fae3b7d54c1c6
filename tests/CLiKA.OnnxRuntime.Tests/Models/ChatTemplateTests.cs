using System.Text.Json;
using CLiKA.Answers;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>A chat model is asked through its chat template.</summary>
public sealed class ChatTemplateTests : IDisposable
{
    private const string Template =
        """
        {{ bos_token }}{% for message in messages %}[{{ message.role }}] {{ message.content | trim }}
        {% endfor %}{% if add_generation_prompt %}[model{{ ', quick' if hurry is defined and hurry }}] {{ strftime_now('%Y') }}:{% endif %}
        """;

    private static readonly Prompt[] Prompts =
    [
        new("1", "Wo liegt Łódź?", [" in Polen", " in Österreich", " x"]),
        new("2", "中国的首都是哪座城市？", [" 北京", " 東京"]),
    ];

    private readonly TemporaryFolder _folder = new();

    public ChatTemplateTests() => SmallModel.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Scoring.Likelihood)]
    [InlineData(Scoring.Letter)]
    public async Task A_prompt_is_the_users_message_and_an_answer_begins_the_models_turn(Scoring scoring)
    {
        WriteConfiguration(new { chat_template = Template, bos_token = new { content = "<bos>", lstrip = false } });
        var prompts = scoring == Scoring.Likelihood ? Prompts : [.. Prompts.Select(prompt => prompt with { Continuations = ["A", "B"] })];
        string[] turns = ["[user] Wo liegt Łódź?\n[model] 2024:", "[user] 中国的首都是哪座城市？\n[model] 2024:"];
        var byHand = prompts.Zip(turns, (prompt, turn) => prompt with
        {
            Text = turn,
            Continuations = [.. prompt.Continuations.Select(continuation => continuation.Trim())],
        });

        var expected = await Answers([.. byHand], scoring, chat: null);

        (await Answers(prompts, scoring, new())).Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task The_system_the_day_and_what_a_template_asks_for_are_told_to_it()
    {
        WriteConfiguration(new { chat_template = Template, bos_token = "<bos>" });
        var chat = new ChatFormat
        {
            System = "Antworte kurz.",
            Date = new(2031, 5, 1),
            Variables = new Dictionary<string, JsonElement> { ["hurry"] = JsonSerializer.SerializeToElement(true) },
        };
        Prompt byHand = new("1", "[system] Antworte kurz.\n[user] Wo liegt Łódź?\n[model, quick] 2031:", ["in Polen", "in Österreich", "x"]);

        var expected = await Answers([byHand], Scoring.Likelihood, chat: null);

        (await Answers([Prompts[0]], Scoring.Likelihood, chat)).Should().BeEquivalentTo(expected);
    }

    [Theory]
    [InlineData("of several templates the default")]
    [InlineData("a file of its own comes first")]
    [InlineData("content in parts where a template wants parts")]
    public async Task A_template_is_found_where_exporters_put_it(string where)
    {
        const string InParts = "<bos>{% for part in messages[0].content %}{{ part.text }}{% endfor %}|";
        const string Whole = "<bos>{{ messages[0].content }}|";
        var several = new[] { new { name = "tool_use", template = "?" }, new { name = "default", template = Whole } };
        WriteConfiguration(where.StartsWith("of", StringComparison.Ordinal)
            ? new { chat_template = several }
            : new { chat_template = where.StartsWith("content", StringComparison.Ordinal) ? InParts : "?" });
        if (where.StartsWith("a file", StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(_folder["chat_template.jinja"], Whole);
        }

        var expected = await Answers([new("1", "Wo liegt Łódź?|", ["in Polen", "in Österreich", "x"])], Scoring.Likelihood, chat: null);

        (await Answers([Prompts[0]], Scoring.Likelihood, new())).Should().BeEquivalentTo(expected);
    }

    [Theory]
    [InlineData(null, "*: has no chat template: neither chat_template.jinja nor*")]
    [InlineData("{}", "*: has no chat template: neither chat_template.jinja nor*")]
    [InlineData("""{"chat_template": 5}""", "*tokenizer_config.json: 'chat_template' is Number; expected a string.")]
    [InlineData("""{"chat_template": "a\n{{ messages["}""", "*tokenizer_config.json (chat_template):2: this tag is not closed; expected '}}'.")]
    [InlineData("""{"chat_template": "hello"}""", "*tokenizer_config.json (chat_template): the chat template does not contain the user's message; expected one that renders it.")]
    [InlineData("""{"chat_template": "{{ raise_exception('no') }}"}""", "*tokenizer_config.json (chat_template):1: the template raised an exception: no")]
    [InlineData("""{"chat_template": "{{ messages }}", "bos_token": 7}""", "*tokenizer_config.json: 'bos_token' is Number; expected a string.")]
    public void A_template_that_cannot_be_used_is_an_error_before_anything_is_asked(string? configuration, string message)
    {
        if (configuration is not null)
        {
            File.WriteAllText(_folder["tokenizer_config.json"], configuration);
        }

        FluentActions.Invoking(() => Load(new())).Should().Throw<InvalidInputException>().WithMessage(message);
        FluentActions.Invoking(() => Load(null).Dispose()).Should().NotThrow("without a chat nobody reads it");
    }

    [Fact]
    public void A_template_is_protected_as_every_other_file()
    {
        WriteConfiguration(new { chat_template = Template });
        SmallModel.WriteSums(_folder, "model.onnx", "tokenizer.json", "config.json");

        FluentActions.Invoking(() => Load(new())).Should().Throw<InvalidInputException>()
            .WithMessage("*SHA256SUMS: does not list tokenizer_config.json*");
    }

    private void WriteConfiguration(object configuration) =>
        File.WriteAllText(_folder["tokenizer_config.json"], JsonSerializer.Serialize(configuration));

    private OnnxAnswerer Load(ChatFormat? chat) =>
        OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 2, Chat = chat });

    private async Task<IReadOnlyList<Answer>> Answers(Prompt[] prompts, Scoring scoring, ChatFormat? chat)
    {
        using var answerer = Load(chat);
        return await answerer.AnswerAsync(prompts, scoring, null, CancellationToken.None);
    }
}
