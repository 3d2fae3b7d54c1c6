using System.Text.Json;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Tokenizers;

/// <summary>
/// Ids and texts are those of HuggingFace's tokenizers in Rust; <c>Reference/make.mjs</c> asked them. The small tokenizers have every
/// component that is supported; the large ones are published vocabularies that are not ours to keep.
/// </summary>
public sealed class ReferenceTests
{
    public static string Small => Path.Combine(AppContext.BaseDirectory, "Tokenizers", "Reference", "small");

    public static TheoryData<string> SmallTokenizers => [.. NamesIn(Small)];

    public static TheoryData<string> PublishedTokenizers => [.. NamesIn(PublishedTokenizersTheoryAttribute.Folder!)];

    [Theory]
    [MemberData(nameof(SmallTokenizers))]
    public void Every_component_gives_the_ids_of_HuggingFace(string name) => Compare(Small, name);

    [PublishedTokenizersTheory]
    [MemberData(nameof(PublishedTokenizers))]
    public void Published_vocabularies_give_the_ids_of_HuggingFace(string name) =>
        Compare(PublishedTokenizersTheoryAttribute.Folder!, name);

    private static void Compare(string folder, string name)
    {
        var texts = File.ReadLines(Path.Combine(folder, "texts.jsonl")).Select(Parse<Text>)
            .Select(text => string.Concat(text.Units.Select(unit => (char)unit))).ToList();
        var answers = File.ReadLines(Path.Combine(folder, name, "answers.jsonl")).Select(Parse<Reference>).ToList();
        var tokenizer = HuggingFaceTokenizer.Read(Path.Combine(folder, name, "tokenizer.json"));

        answers.Should().HaveCount(texts.Count).And.HaveCountGreaterThan(200);
        foreach (var (text, answer) in texts.Zip(answers))
        {
            tokenizer.Encode(text, addSpecialTokens: false).Should().Equal(answer.Ids, "{0} reads '{1}' so", name, text);
            tokenizer.Encode(text, addSpecialTokens: true).Should().Equal(answer.All, "{0} reads '{1}' so", name, text);
            tokenizer.Decode(answer.Ids, skipSpecialTokens: false).Should().Be(answer.Decoded, "{0} writes so", name);
            tokenizer.Decode(answer.All, skipSpecialTokens: true).Should().Be(answer.Plain, "{0} writes so", name);
        }
    }

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static T Parse<T>(string line) => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!;

    private sealed record Text(int[] Units);

    private sealed record Reference(int[] Ids, int[] All, string Decoded, string Plain);
}
