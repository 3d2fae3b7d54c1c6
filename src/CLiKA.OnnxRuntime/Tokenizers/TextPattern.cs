using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Tokenizers.Patterns;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// A <c>pattern</c> of a tokenizer.json: a text, or a regular expression over code points, as HuggingFace's are. .NET's would see a
/// letter beyond U+FFFF as two characters that are no letters.
/// </summary>
internal sealed class TextPattern
{
    private readonly Regex _expression;
    private readonly StandIns _standIns;
    private readonly Lazy<Regex> _shadowed;

    private TextPattern(ImmutableArray<PatternPart> parts)
    {
        _standIns = new([.. parts.Where(part => part.Class is not null).Select(part => part.Class!.Set).Distinct()]);
        _expression = Compile(string.Concat(parts.Select(part => part.Class?.Write() ?? part.Text)));
        _shadowed = new(() => Compile(string.Concat(parts.Select(part => part.Class?.Write(_standIns) ?? part.Text))));
    }

    /// <summary>A regular expression.</summary>
    /// <exception cref="NotSupportedException">A construct is not read; the message quotes it.</exception>
    public static TextPattern Of(string expression) => new(PatternReader.Read(expression));

    /// <summary>Reads the <c>pattern</c> of a component.</summary>
    public static TextPattern Read(JsonRecord component)
    {
        var pattern = component.Record("pattern");
        if (pattern.Has("String"))
        {
            return new(PatternReader.OfText(pattern.Text("String")));
        }

        try
        {
            return Of(pattern.Text("Regex"));
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            throw TokenizerJson.Unsupported(component, $"'{error.Message}' in the pattern of {component.Text("type")}");
        }
    }

    /// <summary>Where the pattern matches, in UTF-16 units of the text; a match may be empty.</summary>
    public IEnumerable<(int Start, int End)> Matches(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            for (var match = _expression.Match(text); match.Success; match = match.NextMatch())
            {
                yield return (match.Index, match.Index + match.Length);
            }

            yield break;
        }

        var (shadow, offsets) = _standIns.Shadow(text);
        for (var match = _shadowed.Value.Match(shadow); match.Success; match = match.NextMatch())
        {
            yield return (offsets[match.Index], offsets[match.Index + match.Length]);
        }
    }

    private static Regex Compile(string expression) =>
        new(expression, RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled);
}
