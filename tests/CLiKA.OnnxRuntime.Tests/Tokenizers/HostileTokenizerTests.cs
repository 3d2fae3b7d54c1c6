using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Tokenizers;

/// <summary>No tokenizer.json, whatever it contains, makes the program hang or exhausts the memory.</summary>
public sealed class HostileTokenizerTests : IDisposable
{
    private const string Text = "The chair is in the house.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("(a|aa)+$")]
    [InlineData(@"(?:\p{L}|\p{L}\p{L})*:")]
    public void Catastrophic_backtracking_is_stopped(string pattern)
    {
        var component = new JsonRecord(
            "tokenizer.json", null, JsonSerializer.SerializeToElement(new { type = "Split", pattern = new { Regex = pattern } }));

        var matching = () => TextPattern.Read(component, TimeSpan.FromMilliseconds(200)).Matches(new string('a', 200) + "!").ToList();

        matching.Should().Throw<InvalidInputException>()
            .WithMessage("tokenizer.json: matching the pattern of Split took more than 0.2 s; expected a pattern that does not repeat a repetition, as (a+)+ does.");
    }

    [Theory]
    [InlineData('(', ')')]
    [InlineData('[', ']')]
    public void Deeply_nested_patterns_do_not_overflow_the_stack(char open, char close)
    {
        var json = SmallTokenizer.Split();
        json["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = $"{new string(open, 5_000)}a{new string(close, 5_000)}";
        Refused(json, "the pattern of Split (parentheses and brackets nested more than 100 deep) is not supported*");

        json["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = new string(open, 100_000);
        Refused(json, "the pattern of Split (more than 16384 characters)*");
    }

    [Fact]
    public void Normalizers_that_double_a_text_again_and_again_are_stopped()
    {
        var json = SmallTokenizer.Gpt2();
        json["normalizer"] = Sequence("normalizers", 40, """{"type":"Replace","pattern":{"String":"e"},"content":"ee"}""");

        Refused(json, "expands a prompt to more than 16777216 characters; expected components that keep texts short.");
    }

    [Fact]
    public void Pieces_that_are_written_in_bytes_again_and_again_are_stopped()
    {
        var json = SmallTokenizer.Gpt2();
        json["pre_tokenizer"] = Sequence("pretokenizers", 60, """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}""");

        Refused(json, "expands a prompt to more than 16777216 characters; expected components that keep texts short.", "é");
    }

    [Fact]
    public void Pieces_that_go_through_more_and_more_are_stopped()
    {
        var json = SmallTokenizer.Gpt2();
        json["pre_tokenizer"] = Sequence("pretokenizers", 90, """{"type":"Digits","individual_digits":true}""");

        Refused(json, "expands a prompt to more than 16777216 characters; expected components that keep texts short.", new string('a', 200_000));
    }

    [Theory]
    [InlineData("normalizer", "normalizers", """{"type":"NFC"}""")]
    [InlineData("pre_tokenizer", "pretokenizers", """{"type":"Split","pattern":{"Regex":"a"},"behavior":"Isolated","invert":false}""")]
    [InlineData("post_processor", "processors", """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true}""")]
    [InlineData("decoder", "decoders", """{"type":"Fuse"}""")]
    public void Too_many_components_are_refused(string component, string parts, string part)
    {
        var json = SmallTokenizer.Gpt2();
        json[component] = Sequence(parts, 100_000, part);

        Refused(json, $"'{parts}' contains more than 100 objects; expected fewer.");
    }

    [Fact]
    public void A_long_text_in_the_place_of_every_character_is_stopped()
    {
        var json = SmallTokenizer.Gpt2();
        json["normalizer"] = new JsonObject
        {
            ["type"] = "Replace",
            ["pattern"] = new JsonObject { ["String"] = "a" },
            ["content"] = new string('b', 1_000_000),
        };

        Refused(json, "expands a prompt to more than 16777216 characters; expected components that keep texts short.", new string('a', 20_000));
    }

    [Fact]
    public void An_added_token_that_normalizing_empties_would_be_found_everywhere()
    {
        var json = SmallTokenizer.Gpt2();
        json["normalizer"] = JsonNode.Parse("""{"type":"Strip","strip_left":true,"strip_right":true}""");
        json["added_tokens"]!.AsArray().Add(JsonNode.Parse("""{"id":7,"content":" ","single_word":false,"lstrip":false,"rstrip":false,"normalized":true,"special":false}"""));

        Refused(json, "the added token ' ' is empty after normalization; *");
    }

    [Fact]
    public void Two_tokens_of_one_id_are_named()
    {
        var json = SmallTokenizer.Gpt2();
        json["model"]!["vocab"]!["twice"] = 7;

        Refused(json, "the tokens '*' and 'twice' have the same id 7; expected one each.");
    }

    [Fact]
    public void A_model_without_a_token_is_refused()
    {
        var json = SmallTokenizer.Gpt2();
        json["added_tokens"] = new JsonArray();
        json["model"] = JsonNode.Parse("""{"type":"BPE","vocab":{},"merges":[]}""");

        Refused(json, "'vocab' is empty; expected tokens and their ids.");
    }

    // A negative id would select the embedding of another token.
    [Theory]
    [InlineData("added_tokens", """[{"id":-5,"content":"x","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}]""", "'id' is -5; expected a whole number from 0.")]
    [InlineData("post_processor", """{"type":"BertProcessing","sep":["b",-1],"cls":["a",0]}""", "-1 is not a token id; expected a whole number from 0.")]
    public void A_negative_id_is_refused(string component, string value, string problem)
    {
        var json = SmallTokenizer.Gpt2();
        json[component] = JsonNode.Parse(value);

        Refused(json, problem);
    }

    [Theory]
    [InlineData("""{"type":"BPEDecoder","suffix":""}""", "'suffix' of BPEDecoder is empty.")]
    [InlineData("""{"type":"Strip","content":" ","start":-1,"stop":0}""", "'start' and 'stop' of Strip are -1 and 0; expected at least 0.")]
    public void A_decoder_that_cannot_be_meant_is_refused_before_it_is_used(string decoder, string problem)
    {
        var json = SmallTokenizer.Gpt2();
        json["decoder"] = JsonNode.Parse(decoder);

        Refused(json, problem);
    }

    [Fact]
    public void Words_are_looked_for_no_longer_than_tokens_are()
    {
        var json = SmallTokenizer.Gpt2();
        json["pre_tokenizer"] = null;
        json["model"] = JsonNode.Parse(
            """{"type":"WordPiece","unk_token":"?","continuing_subword_prefix":"#","max_input_chars_per_word":1000000,"vocab":{"?":0,"a":1,"#a":2,"":3}}""");

        Read(json).Encode(new string('a', 50_000), addSpecialTokens: false).Should().HaveCount(50_000).And.EndWith([2, 2]);
    }

    [Fact]
    public void A_long_token_is_looked_for_at_its_own_length_only()
    {
        var json = SmallTokenizer.Gpt2();
        json["pre_tokenizer"] = null;
        json["added_tokens"] = new JsonArray();
        json["model"] = JsonNode.Parse($$"""{"type":"Unigram","unk_id":0,"vocab":[["?",0],["a",-1],["{{new string('a', 50_000)}}",-2]]}""");

        Read(json).Encode(new string('a', 20_000), addSpecialTokens: false).Should().HaveCount(20_000).And.OnlyContain(id => id == 1);
    }

    private static JsonObject Sequence(string parts, int count, string part) => new()
    {
        ["type"] = "Sequence",
        [parts] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => JsonNode.Parse(part))]),
    };

    private HuggingFaceTokenizer Read(JsonObject json)
    {
        File.WriteAllText(_folder["tokenizer.json"], json.ToJsonString());
        return HuggingFaceTokenizer.Read(_folder["tokenizer.json"]);
    }

    private void Refused(JsonObject json, string problem, string text = Text) =>
        FluentActions.Invoking(() => Read(json).Encode(text, addSpecialTokens: true))
            .Should().Throw<InvalidInputException>().WithMessage($"{_folder["tokenizer.json"]}: {problem}");
}
