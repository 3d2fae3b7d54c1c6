using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Normalizers;

/// <summary>The component <c>Replace</c>, which is a normalizer and a decoder.</summary>
internal static class Replacement
{
    public static Func<string, string> Read(JsonRecord component)
    {
        component.AllowOnly("type", "pattern", "content");
        var content = component.Text("content");
        var pattern = component.Record("pattern");
        if (pattern.Has("String"))
        {
            var searched = pattern.Text("String");
            return searched.Length == 0 ? throw TokenizerJson.Unsupported(component, "Replace with an empty pattern") : text =>
            {
                var times = content.Length > searched.Length ? text.AsSpan().Count(searched) : 0;
                TokenizerJson.RequireBounded(component, text.Length + ((long)times * content.Length));
                return text.Replace(searched, content, StringComparison.Ordinal);
            };
        }

        var matches = TextPattern.Read(component);
        return text =>
        {
            var replaced = new StringBuilder(text.Length);
            var end = 0;
            foreach (var match in matches.Matches(text))
            {
                replaced.Append(text, end, match.Start - end).Append(content);
                end = match.End;
                TokenizerJson.RequireBounded(component, replaced.Length);
            }

            return replaced.Append(text, end, text.Length - end).ToString();
        };
    }
}
