using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

/// <summary>SentencePiece's treatment of spaces: a space becomes a visible character that starts the following word.</summary>
/// <param name="replacement">The visible character.</param>
/// <param name="scheme">Whether to prepend one: <c>always</c>, <c>never</c>, or <c>first</c>, only at the beginning of the text.</param>
/// <param name="split">Whether to split pieces before it.</param>
internal sealed class Metaspace(Rune replacement, string scheme, bool split)
{
    private readonly string _replacement = replacement.ToString();

    /// <summary>Reads the component, which is a pre-tokenizer and a decoder.</summary>
    public static Metaspace Read(JsonRecord component)
    {
        component.AllowOnly("type", "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split");
        var replacement = TokenizerJson.Character(component, "replacement");
        var scheme = component.Has("prepend_scheme") ? component.Text("prepend_scheme") : "always";
        if (scheme is not ("always" or "never" or "first"))
        {
            throw TokenizerJson.Unsupported(component, $"Metaspace with prepend_scheme '{scheme}'");
        }

        return TokenizerJson.Flag(component, "add_prefix_space", absent: true) || scheme == "never"
            ? new(replacement, scheme, TokenizerJson.Flag(component, "split", absent: true))
            : throw component.Error($"'add_prefix_space' of Metaspace is false, but 'prepend_scheme' is '{scheme}'; expected 'never'.");
    }

    public IEnumerable<Piece> Cut(Piece piece)
    {
        var text = piece.Text.Replace(" ", _replacement, StringComparison.Ordinal);
        if (!text.StartsWith(_replacement, StringComparison.Ordinal) && (scheme == "always" || (scheme == "first" && piece.OpensText)))
        {
            text = _replacement + text;
        }

        var spaced = piece with { Text = text };
        return split
            ? PieceCut.At(spaced, PieceCut.Each(text, rune => rune == replacement), SplitBehavior.MergedWithNext)
            : [spaced];
    }

    /// <summary>Turns it back into spaces; those of the first token are dropped where one was prepended.</summary>
    public IEnumerable<string> Decode(IReadOnlyList<string> tokens) => tokens.Select((token, index) =>
        token.Replace(_replacement, index == 0 && scheme != "never" ? string.Empty : " ", StringComparison.Ordinal));
}
