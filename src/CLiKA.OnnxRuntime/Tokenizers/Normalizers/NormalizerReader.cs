using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Normalizers;

/// <summary>Reads the <c>normalizer</c> of a tokenizer.json, which transforms a text before it is split.</summary>
internal static class NormalizerReader
{
    public static Func<string, string> Read(JsonRecord file) =>
        file.Has("normalizer") ? Component(TokenizerJson.Component(file, "normalizer")) : text => text;

    private static Func<string, string> Component(JsonRecord normalizer)
    {
        switch (normalizer.Text("type"))
        {
            case "Sequence":
                return Sequence(normalizer, [.. TokenizerJson.Parts(normalizer, "normalizers").Select(Component)]);
            case "NFC":
                return Form(normalizer, NormalizationForm.FormC);
            case "NFD":
                return Form(normalizer, NormalizationForm.FormD);
            case "NFKC":
                return Form(normalizer, NormalizationForm.FormKC);
            case "NFKD":
                return Form(normalizer, NormalizationForm.FormKD);
            case "Lowercase":
                normalizer.AllowOnly("type");
                return CodePoints.Lower;
            case "StripAccents":
                normalizer.AllowOnly("type");
                return text => CodePoints.Where(text, rune => !ReferenceClasses.Mark.Contains(rune.Value));
            case "Strip":
                return Strip(normalizer);
            case "Prepend":
                normalizer.AllowOnly("type", "prepend");
                var prefix = normalizer.Text("prepend");
                return text => text.Length == 0 ? text : prefix + text;
            case "Replace":
                return Replacement.Read(normalizer);
            case "Nmt":
                normalizer.AllowOnly("type");
                return Nmt.Normalize;
            case "BertNormalizer":
                return BertNormalizer.Read(normalizer);
            case "Precompiled":
                return PrecompiledMap.Read(normalizer).Normalize;
            case "ByteLevel":
                normalizer.AllowOnly("type");
                return ByteAlphabet.Write;
            case var type:
                throw TokenizerJson.Unsupported(normalizer, $"a normalizer of type '{type}'");
        }
    }

    private static Func<string, string> Sequence(JsonRecord normalizer, List<Func<string, string>> parts) => text =>
    {
        var made = 0L;
        foreach (var part in parts)
        {
            TokenizerJson.RequireBounded(normalizer, made += text.Length);
            text = part(text);
        }

        return text;
    };

    private static Func<string, string> Form(JsonRecord normalizer, NormalizationForm form)
    {
        normalizer.AllowOnly("type");
        return text => CodePoints.Normalized(text, form);
    }

    private static Func<string, string> Strip(JsonRecord normalizer)
    {
        normalizer.AllowOnly("type", "strip_left", "strip_right");
        var left = normalizer.Truth("strip_left");
        var right = normalizer.Truth("strip_right");
        return text =>
        {
            var start = left ? text.TrimStart() : text;
            return right ? start.TrimEnd() : start;
        };
    }
}
