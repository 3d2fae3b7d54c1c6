using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

/// <summary>Reads the <c>pre_tokenizer</c> of a tokenizer.json, which splits a text into pieces that no token crosses.</summary>
internal static class PreTokenizerReader
{
    // GPT-2's regular expression, which "use_regex" of ByteLevel refers to.
    private static readonly Lazy<TextPattern> Gpt2 =
        new(() => TextPattern.Of(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"));

    public static Func<Piece, IEnumerable<Piece>> Read(JsonRecord file) =>
        file.Has("pre_tokenizer") ? Component(TokenizerJson.Component(file, "pre_tokenizer")) : piece => [piece];

    private static Func<Piece, IEnumerable<Piece>> Component(JsonRecord preTokenizer)
    {
        switch (preTokenizer.Text("type"))
        {
            case "Sequence":
                return Sequence(preTokenizer, [.. TokenizerJson.Parts(preTokenizer, "pretokenizers").Select(Component)]);
            case "ByteLevel":
                return ByteLevel(preTokenizer);
            case "Metaspace":
                return Metaspace.Read(preTokenizer).Cut;
            case "Split":
                preTokenizer.AllowOnly("type", "pattern", "behavior", "invert");
                var (pattern, behavior) = (TextPattern.Read(preTokenizer), PieceCut.Behavior(preTokenizer));
                var invert = preTokenizer.Truth("invert");
                return piece => PieceCut.At(piece, pattern.Matches(piece.Text), behavior, invert);
            case "Digits":
                preTokenizer.AllowOnly("type", "individual_digits");
                var alone = preTokenizer.Truth("individual_digits");
                return Each(rune => ReferenceClasses.Number.Contains(rune.Value), alone ? SplitBehavior.Isolated : SplitBehavior.Contiguous);
            case "Punctuation":
                preTokenizer.AllowOnly("type", "behavior");
                return Each(IsPunctuation, PieceCut.Behavior(preTokenizer, absent: SplitBehavior.Isolated));
            case "WhitespaceSplit":
                preTokenizer.AllowOnly("type");
                return Each(Rune.IsWhiteSpace, SplitBehavior.Removed);
            case "CharDelimiterSplit":
                preTokenizer.AllowOnly("type", "delimiter");
                var delimiter = TokenizerJson.Character(preTokenizer, "delimiter");
                return Each(rune => rune == delimiter, SplitBehavior.Removed);
            case "BertPreTokenizer":
                preTokenizer.AllowOnly("type");
                var words = Each(Rune.IsWhiteSpace, SplitBehavior.Removed);
                var punctuation = Each(IsPunctuation, SplitBehavior.Isolated);
                return piece => words(piece).SelectMany(punctuation);
            case "Whitespace":
                preTokenizer.AllowOnly("type");
                return WordsAndSigns;
            case var type:
                throw TokenizerJson.Unsupported(preTokenizer, $"a pre_tokenizer of type '{type}'");
        }
    }

    private static Func<Piece, IEnumerable<Piece>> Sequence(JsonRecord preTokenizer, List<Func<Piece, IEnumerable<Piece>>> parts) => piece =>
    {
        var (pieces, made) = (new List<Piece> { piece }, 0L);
        foreach (var part in parts)
        {
            TokenizerJson.RequireBounded(preTokenizer, made += pieces.Sum(each => (long)each.Text.Length));
            pieces = [.. pieces.SelectMany(part)];
        }

        return pieces;
    };

    private static bool IsPunctuation(Rune rune) => ReferenceClasses.Punctuation.Contains(rune.Value);

    private static Func<Piece, IEnumerable<Piece>> Each(Func<Rune, bool> isMatch, SplitBehavior behavior) =>
        piece => PieceCut.At(piece, PieceCut.Each(piece.Text, isMatch), behavior);

    // Splits into runs of word characters and runs of other characters that are not white space.
    private static IEnumerable<Piece> WordsAndSigns(Piece piece) => Each(Rune.IsWhiteSpace, SplitBehavior.Removed)(piece)
        .SelectMany(run => PieceCut.At(run, PieceCut.Each(run.Text, CodePoints.IsWord), SplitBehavior.Contiguous));

    private static Func<Piece, IEnumerable<Piece>> ByteLevel(JsonRecord preTokenizer)
    {
        var (prefix, usesPattern) = ByteLevelOptions.Read(preTokenizer);
        var words = usesPattern ? Gpt2.Value : null;
        return piece =>
        {
            TokenizerJson.RequireBounded(preTokenizer, piece.Text.Length);
            var spaced = prefix && !piece.Text.StartsWith(' ') ? piece with { Text = " " + piece.Text } : piece;
            var cut = words is null ? [spaced] : PieceCut.At(spaced, words.Matches(spaced.Text), SplitBehavior.Isolated);
            return cut.Select(part => part with { Text = ByteAlphabet.Write(part.Text) });
        };
    }
}
