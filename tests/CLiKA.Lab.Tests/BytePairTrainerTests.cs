using CLiKA.Lab.Tokenization;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Lab.Tests;

public sealed class BytePairTrainerTests : IDisposable
{
    private readonly LabPack _pack = new();

    public void Dispose() => _pack.Dispose();

    // The example of Sennrich et al. (2016), algorithm 1, as words of their own: "es" and "est" come first, then "lo", "low".
    [Fact]
    public void The_most_frequent_pair_is_merged_first()
    {
        string[] texts = [.. Enumerable.Repeat("low", 5), .. Enumerable.Repeat("lower", 2), .. Enumerable.Repeat("newest", 6), .. Enumerable.Repeat("widest", 3)];

        var merges = BytePairTrainer.Train([], texts, 4);

        merges.Should().Equal(("e", "s"), ("es", "t"), ("l", "o"), ("lo", "w"));
    }

    // Without spaces, what often stands beside a name would take a part of it.
    [Fact]
    public void A_name_is_a_token_wherever_it_stands()
    {
        string[] texts = [.. Enumerable.Repeat("港在哪个大陆", 50), .. Enumerable.Repeat("请告诉我里", 50)];
        var path = Path.Combine(_pack.Root, "tokenizer.json");

        TokenizerFile.Write(path, BytePairTrainer.Train(["里梅福港"], texts, 40));

        var tokenizer = HuggingFaceTokenizer.Read(path);
        var name = tokenizer.Encode("里梅福港", addSpecialTokens: false).Should().ContainSingle().Subject;
        tokenizer.Encode("里梅福港在哪个大陆", addSpecialTokens: false).Should().Contain(name);
        tokenizer.Encode("请告诉我里梅福港在哪里", addSpecialTokens: false).Should().Contain(name);
    }

    [Fact]
    public void The_order_of_texts_decides_nothing()
    {
        string[] texts = ["Paris is in France.", "东京是日本的首都。", "Где находится город Пермь?", "パリはどこですか？", "Paris, Paris"];

        BytePairTrainer.Train(texts.Reverse(), texts.Reverse(), 50).Should().Equal(BytePairTrainer.Train(texts, texts, 50));
    }

    [Fact]
    public void The_written_tokenizer_makes_words_of_the_corpus_single_tokens_and_reads_everything_else_as_bytes()
    {
        string[] texts = [.. Enumerable.Repeat(" Paris 东京 パリ Пермь", 20)];
        var path = Path.Combine(_pack.Root, "tokenizer.json");

        var size = TokenizerFile.Write(path, BytePairTrainer.Train([], texts, 100));

        var tokenizer = HuggingFaceTokenizer.Read(path);
        tokenizer.Encode(" Paris", addSpecialTokens: false).Should().ContainSingle();
        tokenizer.Encode(" Пермь", addSpecialTokens: true).Should().HaveCount(2).And.StartWith(0);
        tokenizer.Encode("€", addSpecialTokens: false).Should().HaveCount(3, "the euro sign has three bytes and was never seen");
        tokenizer.MaximumId.Should().Be(size - 1);
    }
}
