using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>Reads the <c>pre_tokenizer</c> of a tokenizer.json.</summary>
internal static class TextSplit
{
    // What ByteLevel means by "use_regex": the expression of GPT-2.
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    // Read otherwise by .NET than by Oniguruma: word characters, hexadecimal digits, and set operations inside a class.
    private static readonly Regex ReadOtherwise = new(@"\\[wWbBhHRXKGyY]|&&|\[\[|\[:|-\[", RegexOptions.CultureInvariant);

    public static SplitPreTokenizer Read(JsonRecord file)
    {
        if (!file.Has("pre_tokenizer"))
        {
            throw TokenizerJson.Unsupported(file, "a BPE model without a pre_tokenizer");
        }

        var preTokenizer = file.Record("pre_tokenizer");
        switch (preTokenizer.Text("type"))
        {
            case "ByteLevel":
                RequireByteLevel(preTokenizer, withRegex: true);
                return new(new Regex(Gpt2, RegexOptions.CultureInvariant));
            case "Sequence":
                var parts = preTokenizer.Records("pretokenizers");
                var types = string.Join(", ", parts.Select(part => part.Text("type")));
                if (types != "Split, ByteLevel")
                {
                    throw TokenizerJson.Unsupported(preTokenizer, $"a pre_tokenizer Sequence of {types}");
                }

                RequireByteLevel(parts[1], withRegex: false);
                return Split(parts[0]);
            case var type:
                throw TokenizerJson.Unsupported(preTokenizer, $"a pre_tokenizer of type '{type}'");
        }
    }

    private static void RequireByteLevel(JsonRecord byteLevel, bool withRegex)
    {
        TokenizerJson.Require(byteLevel, "pre_tokenizer ByteLevel", "add_prefix_space", expected: false, absent: true);
        TokenizerJson.Require(byteLevel, "pre_tokenizer ByteLevel", "use_regex", expected: withRegex, absent: true);
    }

    private static SplitPreTokenizer Split(JsonRecord split)
    {
        if (split.Text("behavior") is not "Isolated" and var behavior)
        {
            throw TokenizerJson.Unsupported(split, $"pre_tokenizer Split with behavior '{behavior}'");
        }

        TokenizerJson.Require(split, "pre_tokenizer Split", "invert", expected: false, absent: false);
        var pattern = split.Record("pattern");
        if (!pattern.Has("Regex"))
        {
            throw TokenizerJson.Unsupported(split, "pre_tokenizer Split with a pattern that is no Regex");
        }

        var text = pattern.Text("Regex");
        if (ReadOtherwise.Match(text) is { Success: true } construct)
        {
            throw TokenizerJson.Unsupported(split, $"'{construct.Value}' in the pattern of pre_tokenizer Split");
        }

        try
        {
            return new(new Regex(text, RegexOptions.CultureInvariant));
        }
        catch (ArgumentException error)
        {
            throw TokenizerJson.Unsupported(split, $"the pattern of pre_tokenizer Split ({error.Message})");
        }
    }
}
