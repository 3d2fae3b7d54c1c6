using System.Text.Json.Nodes;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Tokenizers;

/// <summary>
/// The expected ids were computed outside of this project: by HuggingFace's tokenizers for JavaScript (npm
/// @huggingface/tokenizers 0.2.0), from the same tokenizer.json.
/// </summary>
public sealed class HuggingFaceTokenizerTests : IDisposable
{
    // Letters beyond U+FFFF, a decomposed accent, a special token, runs of digits, line ends and spaces.
    private const string Mixed =
        "𠮷野家😀a(the) Don't\r\n\n\n  cafe\u0301 <eos>\t12345   x 𝔸b𝟘b.";

    private static readonly Dictionary<string, (string Text, int[] Ids)> Cases = new()
    {
        ["en"] = (
            "The capital of France is Paris, isn't it? They've known that for 2025 years.",
            [0, 303, 298, 99, 114, 107, 118, 99, 110, 34, 113, 104, 34, 72, 116, 99, 112, 278, 276, 117, 297, 305, 107, 117,
            46, 276, 117, 112, 41, 118, 276, 118, 65, 34, 303, 123, 41, 120, 103, 300, 112, 310, 112, 34, 118, 106, 99, 118,
            34, 104, 309, 34, 52, 50, 52, 55, 34, 123, 103, 305, 117, 48]),
        ["de"] = (
            "Die Hauptstadt von Österreich heißt Wien; größere Städte gibt es kaum.",
            [0, 70, 281, 34, 74, 306, 114, 118, 283, 304, 118, 34, 120, 282, 301, 152, 283, 268, 116, 103, 107, 279, 34, 280,
            107, 197, 161, 118, 34, 89, 281, 112, 61, 34, 105, 116, 197, 184, 197, 161, 268, 103, 34, 85, 118, 197, 166,
            102, 118, 103, 34, 105, 107, 100, 118, 34, 103, 117, 300, 306, 111, 48]),
        ["fr"] = (
            "Où se trouve l'île de la Réunion ? C'est loin d'ici, à 9 370 km.",
            [0, 81, 197, 187, 34, 117, 103, 34, 118, 311, 119, 120, 103, 264, 41, 197, 176, 110, 103, 299, 103, 264, 99, 34,
            84, 287, 119, 112, 107, 282, 34, 65, 34, 69, 41, 103, 283, 264, 113, 107, 112, 299, 41, 107, 101, 107, 46, 301,
            162, 34, 59, 34, 53, 57, 50, 300, 111, 48]),
        ["it"] = (
            "Perché il cielo è blu? Perché la luce si diffonde così.",
            [0, 82, 308, 276, 110, 298, 281, 110, 113, 301, 170, 34, 100, 110, 119, 65, 297, 308, 264, 99, 264, 119, 278, 34,
            117, 107, 299, 107, 104, 104, 282, 102, 103, 298, 113, 117, 197, 174, 48]),
        ["ru"] = (
            "Какая река протекает через Москву? Река Москва.",
            [0, 210, 156, 210, 178, 273, 211, 145, 34, 290, 289, 277, 193, 290, 288, 132, 289, 262, 211, 132, 34, 211, 137,
            262, 290, 262, 210, 185, 277, 158, 288, 131, 263, 180, 211, 133, 65, 277, 162, 289, 277, 158, 288, 131, 263,
            180, 210, 178, 48]),
        ["pl"] = (
            "Łódź leży w środkowej Polsce, a Gdańsk nad morzem.",
            [0, 199, 131, 197, 181, 102, 199, 188, 264, 103, 199, 190, 123, 34, 121, 34, 199, 157, 311, 102, 109, 310, 103,
            108, 297, 113, 110, 117, 278, 46, 34, 99, 34, 73, 102, 99, 199, 134, 117, 109, 34, 112, 304, 34, 111, 309, 124,
            103, 111, 48]),
        ["ar"] = (
            "ما هي عاصمة مصر؟ القاهرة هي عاصمة مصر.",
            [0, 267, 266, 34, 294, 219, 140, 34, 218, 187, 266, 274, 267, 292, 34, 267, 274, 293, 218, 161, 34, 266, 219,
            134, 219, 132, 266, 294, 293, 292, 34, 294, 219, 140, 34, 218, 187, 266, 274, 267, 292, 34, 267, 274, 293, 48]),
        ["he"] = (
            "מהי בירת ישראל? ירושלים היא בירת ישראל.",
            [0, 217, 160, 217, 150, 259, 302, 147, 291, 172, 34, 260, 284, 265, 146, 217, 158, 65, 34, 291, 151, 217, 284,
            158, 260, 159, 302, 150, 260, 146, 302, 147, 291, 172, 34, 260, 284, 265, 146, 217, 158, 48]),
        ["zh"] = (
            "中国的首都是哪座城市？北京是中国的首都。",
            [0, 230, 186, 175, 231, 157, 191, 233, 156, 134, 275, 232, 154, 177, 231, 149, 172, 231, 188, 169, 231, 161, 144,
            231, 186, 132, 241, 190, 161, 231, 142, 153, 230, 188, 174, 232, 154, 177, 230, 186, 175, 231, 157, 191, 233,
            156, 134, 275, 296]),
        ["ja"] = (
            "日本の首都はどこですか。東京は日本の首都です。",
            [0, 232, 153, 167, 232, 158, 285, 176, 275, 258, 177, 258, 171, 258, 149, 258, 169, 258, 155, 258, 141, 296, 232,
            159, 179, 230, 188, 285, 177, 232, 153, 167, 232, 158, 285, 176, 275, 258, 169, 258, 155, 296]),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Languages => [.. Cases.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Languages))]
    public void Ids_are_those_of_HuggingFace(string language)
    {
        var tokenizer = Read(SmallTokenizer.Split());
        var (text, ids) = Cases[language];
        tokenizer.Encode(text, addSpecialTokens: true).Should().Equal(ids);
        tokenizer.Encode(text, addSpecialTokens: false).Should().Equal(ids[1..]);
    }

    [Fact]
    public void The_split_of_Llama_sees_code_points_and_cuts_numbers_after_three_digits() =>
        Read(SmallTokenizer.Split()).Encode(Mixed, addSpecialTokens: true).Should().Equal(
            0, 242, 162, 176, 315, 137, 144, 231, 176, 184, 242, 161, 154, 130, 99, 316, 280, 43, 34, 70, 282, 41, 118, 15,
            317, 12, 34, 298, 99, 104, 287, 34, 1, 11, 313, 54, 55, 318, 34, 122, 34, 242, 159, 150, 186, 100, 242, 159,
            161, 154, 100, 48);

    [Fact]
    public void The_split_of_GPT2_sees_code_points_and_leaves_numbers_whole() =>
        Read(SmallTokenizer.Gpt2()).Encode(Mixed, addSpecialTokens: true).Should().Equal(
            242, 162, 176, 315, 137, 144, 231, 176, 184, 242, 161, 154, 130, 99, 42, 118, 280, 43, 34, 70, 282, 41, 118, 15,
            317, 12, 34, 298, 99, 104, 103, 206, 131, 34, 1, 11, 314, 55, 318, 34, 122, 34, 242, 159, 150, 186, 100, 242,
            159, 161, 154, 100, 48);

    [Theory]
    [InlineData("normalizer", """{"type":"Nonsense"}""", "normalizer of type 'Nonsense'")]
    [InlineData("normalizer", """{"type":"NFC","form":"D"}""", "unknown property 'form'")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"AAAA"}""", "'precompiled_charsmap' is damaged")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"?"}""", "not Base64")]
    [InlineData("pre_tokenizer", """{"type":"UnicodeScripts"}""", "pre_tokenizer of type 'UnicodeScripts'")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","replacement":"__"}""", "expected one character")]
    [InlineData("pre_tokenizer", """{"type":"CharDelimiterSplit","delimiter":", "}""", "'delimiter' of CharDelimiterSplit is ', '; expected one character")]
    [InlineData("decoder", """{"type":"Strip","content":"","start":1,"stop":0}""", "'content' of Strip is ''; expected one character")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","replacement":"_","prepend_scheme":"last"}""", "prepend_scheme 'last'")]
    [InlineData("pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Nonsense"}]}""", "pre_tokenizer of type 'Nonsense'")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"String":"a"},"behavior":"Kept"}""", "behavior 'Kept'")]
    [InlineData("post_processor", """{"type":"Nonsense"}""", "post_processor of type 'Nonsense'")]
    [InlineData("pre_tokenizer", """{"type":"Metaspace","replacement":"_","add_prefix_space":false}""", "'add_prefix_space' of Metaspace is false, but 'prepend_scheme' is 'always'")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"(?:a|^)+"},"behavior":"Isolated","invert":false}""", "(+ after an anchor or lookaround, which has no length)")]
    [InlineData("normalizer", """{"type":"Replace","pattern":{"String":""},"content":"x"}""", "Replace with an empty pattern")]
    [InlineData("normalizer", """{"type":"Strip","strip_left":true}""", "'strip_right' is missing")]
    [InlineData("decoder", """{"type":"ByteLevel","add_prefix_space":true}""", "'trim_offsets' is missing")]
    [InlineData("version", "\"1.1\"", "version '1.1' of tokenizer.json")]
    [InlineData(
        "post_processor",
        """{"type":"Sequence","processors":[{"type":"BertProcessing","sep":["b",1],"cls":["a",0]},{"type":"BertProcessing","sep":["b",1],"cls":["a",0]}]}""",
        "a sequence of post_processors in which several add tokens")]
    [InlineData("post_processor", """{"type":"TemplateProcessing","single":[],"pair":[],"special_tokens":{}}""", "the text exactly once")]
    [InlineData("post_processor", """{"type":"TemplateProcessing","single":[{"Sequence":{"id":true,"type_id":0}}],"pair":[],"special_tokens":{}}""", "'id' is True; expected a string")]
    [InlineData("post_processor", """{"type":"TemplateProcessing","single":[{"Sequence":{"id":"B","type_id":0}}],"pair":[],"special_tokens":{}}""", "the text exactly once")]
    [InlineData("decoder", """{"type":"CTC"}""", "decoder of type 'CTC'")]
    [InlineData("model", """{"type":"Nonsense","vocab":[]}""", "model of type 'Nonsense'")]
    [InlineData("model", """{"type":"Unigram","vocab":[["a"]]}""", "expected a token and its score")]
    [InlineData("model", """{"type":"Unigram","unk_id":1,"vocab":[["a",0]]}""", "'unk_id' is 1")]
    [InlineData("model", """{"type":"WordLevel","unk_token":"?","vocab":{"a":0}}""", "'unk_token' is '?'")]
    [InlineData("model", """{"type":"BPE","dropout":0.1,"vocab":{"a":0},"merges":[]}""", "'dropout'")]
    [InlineData("model", """{"type":"BPE","vocab":{"a":-1},"merges":[]}""", "the token 'a' has the id -1")]
    [InlineData("added_tokens", """[{"id":0,"content":""}]""", "an added token is empty")]
    [InlineData("post_tokenizer", """{"type":"x"}""", "unknown property 'post_tokenizer'")]
    public void A_component_that_is_not_supported_is_named(string component, string value, string named)
    {
        var json = SmallTokenizer.Gpt2();
        json[component] = JsonNode.Parse(value);
        var read = () => Read(json);
        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["tokenizer.json"]}*{named}*");
    }

    [Fact]
    public void What_a_trainer_left_behind_shortens_and_lengthens_nothing()
    {
        var json = SmallTokenizer.Gpt2();
        var expected = Read(json).Encode("The chair is in the house.", addSpecialTokens: true);
        json["truncation"] = JsonNode.Parse("""{"direction":"Right","max_length":2,"strategy":"LongestFirst","stride":0}""");
        json["padding"] = JsonNode.Parse("""{"strategy":{"Fixed":99},"direction":"Left","pad_id":0,"pad_type_id":0,"pad_token":"<bos>"}""");

        Read(json).Encode("The chair is in the house.", addSpecialTokens: true).Should().Equal(expected);
    }

    [Theory]
    [InlineData(@"\X+", @"\X")]
    [InlineData(@"(a)\1", @"\1")]
    [InlineData(@"a\Kb", @"\K")]
    [InlineData(@"\xE9", @"\xE9")]
    [InlineData(@"\p{Klingon}+", @"\p{Klingon}")]
    [InlineData(@"\pL", @"\p without {")]
    [InlineData("[[:graph:]]+", "[:graph:]")]
    [InlineData(@"[a-\d]", "an invalid range")]
    [InlineData("[z-a]", "an invalid range")]
    [InlineData("[a&&]", "an empty side of &&")]
    [InlineData("[a", "an unclosed [")]
    [InlineData("(a", "an unclosed (")]
    [InlineData("a)", "an unmatched )")]
    [InlineData("a+*", "a quantifier after a quantifier")]
    [InlineData(@"\b+", "+ after an anchor or lookaround, which has no length")]
    [InlineData("|+", "+ with nothing to repeat")]
    [InlineData("a{3,2}", "{3,2}")]
    [InlineData("(?m:.)", "(?m:")]
    [InlineData("a(?i)b", "(?i)")]
    [InlineData("(?~a)", "(?~a")]
    [InlineData("(?i:ss)", "ss where case is ignored")]
    [InlineData("(?i:é)", "letters beyond ASCII where case is ignored")]
    [InlineData(@"(?i:[\p{Lu}])", "letters beyond ASCII where case is ignored")]
    public void A_pattern_that_would_be_read_otherwise_is_refused(string pattern, string quoted)
    {
        var json = SmallTokenizer.Split();
        json["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = pattern;
        var read = () => Read(json);
        read.Should().Throw<InvalidInputException>().WithMessage($"*the pattern of Split ({quoted}) is not supported*");
    }

    [Fact]
    public void A_merge_of_unknown_tokens_is_quoted()
    {
        var json = SmallTokenizer.Gpt2();
        json["model"]!["merges"]!.AsArray().Add("x yz");
        var read = () => Read(json);
        read.Should().Throw<InvalidInputException>().WithMessage("*\"x yz\"*");
    }

    [Fact]
    public void A_truncated_file_is_an_error()
    {
        File.WriteAllText(_folder["tokenizer.json"], SmallTokenizer.Gpt2().ToJsonString()[..500]);
        var read = () => HuggingFaceTokenizer.Read(_folder["tokenizer.json"]);
        read.Should().Throw<InvalidInputException>().WithMessage($"{_folder["tokenizer.json"]}*not valid JSON*");
    }

    private HuggingFaceTokenizer Read(JsonObject json)
    {
        File.WriteAllText(_folder["tokenizer.json"], json.ToJsonString());
        return HuggingFaceTokenizer.Read(_folder["tokenizer.json"]);
    }
}
