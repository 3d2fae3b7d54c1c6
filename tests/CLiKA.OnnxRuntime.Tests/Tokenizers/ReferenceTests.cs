using System.Text.Json;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Tokenizers;

/// <summary>
/// Ids and texts are those of HuggingFace's tokenizers in Rust; <c>Reference/make.mjs</c> and <c>Reference/random.mjs</c> asked them. The
/// small tokenizers have every component that is supported, those that were found were once read otherwise, and the large ones are
/// published vocabularies that are not ours to keep, or random files.
/// </summary>
public sealed class ReferenceTests
{
    public static string Small => Path.Combine(AppContext.BaseDirectory, "Tokenizers", "Reference", "small");

    public static string Found => Path.Combine(AppContext.BaseDirectory, "Tokenizers", "Reference", "found");

    public static TheoryData<string> SmallTokenizers => [.. NamesIn(Small)];

    public static TheoryData<string> FoundTokenizers => [.. NamesIn(Found)];

    public static TheoryData<string> PublishedTokenizers => [.. NamesIn(PublishedTokenizersTheoryAttribute.Folder!)];

    [Theory]
    [MemberData(nameof(SmallTokenizers))]
    public void Every_component_gives_the_ids_of_HuggingFace(string name) => Compare(Small, name);

    [Theory]
    [MemberData(nameof(FoundTokenizers))]
    public void What_random_files_found_is_read_as_HuggingFace_reads_it(string name) => Compare(Found, name);

    [PublishedTokenizersTheory]
    [MemberData(nameof(PublishedTokenizers))]
    public void Published_vocabularies_give_the_ids_of_HuggingFace(string name) =>
        Compare(PublishedTokenizersTheoryAttribute.Folder!, name, mayBeRefused: true);

    // A random file has texts of its own. It is read as the reference reads it or refused, and one that the reference refuses is refused.
    private static void Compare(string folder, string name, bool mayBeRefused = false)
    {
        var own = Path.Combine(folder, name);
        var isRandom = File.Exists(Path.Combine(own, "texts.jsonl"));
        var read = () => HuggingFaceTokenizer.Read(Path.Combine(own, "tokenizer.json"));
        if (File.Exists(Path.Combine(own, "refused.txt")))
        {
            read.Should().Throw<InvalidInputException>();
            return;
        }

        if (mayBeRefused && isRandom && Record.Exception(read) is InvalidInputException)
        {
            return;
        }

        var tokenizer = read();
        var texts = Lines<Text>(isRandom ? own : folder, "texts.jsonl").ConvertAll(text => TextOf(text.Units));
        var answers = Lines<Answer>(own, "answers.jsonl");
        answers.Should().HaveCount(texts.Count).And.NotBeEmpty();
        foreach (var (text, answer) in texts.Zip(answers))
        {
            Encoded(text, false).Should().Equal(answer.Ids, "{0} reads '{1}' so", name, text);
            Encoded(text, true).Should().Equal(answer.All, "{0} reads '{1}' so", name, text);
            Decoded(answer.Ids, false).Should().Be(answer.Decoded, "{0} writes so", name);
            Decoded(answer.All, true).Should().Be(answer.Plain, "{0} writes so", name);
        }

        foreach (var decoding in File.Exists(Path.Combine(own, "decodings.jsonl")) ? Lines<Decoding>(own, "decodings.jsonl") : [])
        {
            Decoded(decoding.Ids, false).Should().Be(decoding.Decoded, "{0} writes so", name);
            Decoded(decoding.Ids, true).Should().Be(decoding.Plain, "{0} writes so", name);
        }

        var encoder = new PromptEncoder(tokenizer, null, []);
        foreach (var pair in File.Exists(Path.Combine(own, "pairs.jsonl")) ? Lines<Pair>(own, "pairs.jsonl") : [])
        {
            var (before, behind) = (TextOf(pair.Before), TextOf(pair.Behind));
            var beginning = encoder.Beginning(before);
            beginning.Should().Equal(pair.Beginning, "{0} reads '{1}' so", name, before);
            encoder.Following(before, beginning, behind).Should().Equal(pair.Following, "{0} reads '{1}' behind '{2}' so", name, behind, before);
        }

        // Null where the text is refused.
        IReadOnlyList<int>? Encoded(string text, bool addSpecialTokens)
        {
            try
            {
                return tokenizer.Encode(text, addSpecialTokens);
            }
            catch (InvalidInputException)
            {
                return null;
            }
        }

        string? Decoded(int[]? ids, bool skipSpecialTokens) => ids is null ? null : tokenizer.Decode(ids, skipSpecialTokens);
    }

    private static string TextOf(int[] units) => string.Concat(units.Select(unit => (char)unit));

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static List<T> Lines<T>(string folder, string file) =>
        [.. File.ReadLines(Path.Combine(folder, file)).Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];

    private sealed record Text(int[] Units);

    private sealed record Answer(int[]? Ids, int[]? All, string? Decoded, string? Plain);

    private sealed record Pair(int[] Before, int[] Behind, int[] Beginning, int[] Following);

    private sealed record Decoding(int[] Ids, string? Decoded, string? Plain);
}
