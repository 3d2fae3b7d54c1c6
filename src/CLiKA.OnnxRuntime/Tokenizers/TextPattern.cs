using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Tokenizers.Patterns;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// A <c>pattern</c> of a tokenizer.json: a literal text, or a regular expression over code points, as HuggingFace's are. .NET alone would see a
/// letter beyond U+FFFF as two characters that are not letters.
/// </summary>
internal sealed class TextPattern
{
    // With any useful pattern, a match takes far less than a millisecond.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(10);

    private readonly Regex _expression;
    private readonly StandIns _standIns;
    private readonly Lazy<Regex> _shadowed;
    private readonly JsonRecord? _source;
    private readonly TimeSpan _longest;

    private TextPattern(ImmutableArray<PatternPart> parts, JsonRecord? source, TimeSpan longest)
    {
        (_source, _longest) = (source, longest);
        _standIns = new([.. parts.Where(part => part.Class is not null).Select(part => part.Class!.Set).Distinct()]);
        _expression = Compile(string.Concat(parts.Select(part => part.Class?.Write() ?? part.Text)));
        _shadowed = new(() => Compile(string.Concat(parts.Select(part => part.Class?.Write(_standIns) ?? part.Text))));
    }

    /// <summary>Compiles a regular expression.</summary>
    /// <exception cref="NotSupportedException">A construct is not supported; the message quotes it.</exception>
    public static TextPattern Of(string expression) => new(PatternReader.Read(expression), null, Regex.InfiniteMatchTimeout);

    /// <summary>Reads the <c>pattern</c> of a component.</summary>
    public static TextPattern Read(JsonRecord component) => Read(component, LongestMatch);

    /// <summary>Reads it with another time limit for a match.</summary>
    internal static TextPattern Read(JsonRecord component, TimeSpan longest)
    {
        var pattern = component.Record("pattern");
        if (pattern.Has("String"))
        {
            return new(PatternReader.OfText(pattern.Text("String")), component, longest);
        }

        try
        {
            return new(PatternReader.Read(pattern.Text("Regex")), component, longest);
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            throw TokenizerJson.Unsupported(component, $"the pattern of {component.Text("type")} ({error.Message})");
        }
    }

    /// <summary>Finds the matches in UTF-16 units of the text; a match may be empty, but an empty text has none.</summary>
    /// <exception cref="InvalidInputException">Backtracking exceeds the time limit.</exception>
    public IEnumerable<(int Start, int End)> Matches(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return Matches(_expression, text).Select(match => (match.Index, match.Index + match.Length));
        }

        var (shadow, offsets) = _standIns.Shadow(text);
        return Matches(_shadowed.Value, shadow).Select(match => (offsets[match.Index], offsets[match.Index + match.Length]));
    }

    // As in HuggingFace's tokenizers, an empty match at the end of the previous one does not count.
    private IEnumerable<Match> Matches(Regex expression, string text)
    {
        var end = -1;
        for (var match = Find(expression, text, null); match.Success; match = Find(expression, text, match))
        {
            if (match.Length > 0 || match.Index != end)
            {
                end = match.Index + match.Length;
                yield return match;
            }
        }
    }

    private Regex Compile(string expression) =>
        new(expression, RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled, _longest);

    private Match Find(Regex expression, string text, Match? previous)
    {
        try
        {
            return previous is null ? expression.Match(text) : previous.NextMatch();
        }
        catch (RegexMatchTimeoutException error) when (_source is not null)
        {
            throw Endless(_source, error);
        }
    }

    private InvalidInputException Endless(JsonRecord source, RegexMatchTimeoutException error) => new(
        source.File,
        source.Line,
        $"matching the pattern of {source.Text("type")} took more than {_longest.TotalSeconds} s; expected a pattern that does not repeat a repetition, "
        + "as (a+)+ does.",
        error);
}
