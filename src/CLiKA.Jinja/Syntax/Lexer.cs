using System.Buffers;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Syntax;

/// <summary>
/// Splits a template into tokens as Jinja does with <c>trim_blocks</c> and <c>lstrip_blocks</c>, which transformers sets: the line break after a
/// block, and the blanks between the start of its line and the block, belong to the block.
/// </summary>
internal sealed class Lexer
{
    private static readonly SearchValues<string> Openings = SearchValues.Create(["{{", "{%", "{#"], StringComparison.Ordinal);

    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _counted;
    private int _line = 1;

    // Whether the next text starts a line.
    private bool _beginsLine = true;

    private Lexer(string source) => _source = source;

    /// <summary>Returns the tokens of a template, ending with <see cref="TokenKind.End"/>.</summary>
    /// <exception cref="TemplateFault">A tag, a string or a comment is not closed, or a character is invalid.</exception>
    public static List<Token> Read(string source)
    {
        source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lexer = new Lexer(source.EndsWith('\n') ? source[..^1] : source);
        while (lexer.ReadDataAndTag())
        {
        }

        lexer.Add(TokenKind.End, string.Empty);
        return lexer._tokens;
    }

    private bool ReadDataAndTag()
    {
        var length = _source.AsSpan(_position).IndexOfAny(Openings);
        if (length < 0)
        {
            AddData(_source[_position..]);
            return false;
        }

        var data = _source.Substring(_position, length);
        var kind = _source[_position + length + 1];
        var sign = At(_position + length + 2);
        AddData(sign == '-' ? data.TrimEnd(WhiteSpace.Characters) : kind != '{' && sign != '+' ? WithoutIndentation(data) : data);
        _position += length;
        var begin = sign is '-' or '+' ? 3 : 2;
        if (kind == '#')
        {
            SkipComment(begin);
        }
        else if (kind == '{')
        {
            ReadTag(TokenKind.PrintBegin, TokenKind.PrintEnd, "}}", begin);
        }
        else if (TryKeyword(_position + begin, "raw") is { } end)
        {
            ReadRaw(end);
        }
        else
        {
            ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, "%}", begin);
        }

        return true;
    }

    private string WithoutIndentation(string data)
    {
        var lineStart = data.LastIndexOf('\n') + 1;
        return (lineStart > 0 || _beginsLine) && data.AsSpan(lineStart).Trim(WhiteSpace.Characters).IsEmpty ? data[..lineStart] : data;
    }

    private void SkipComment(int begin)
    {
        var end = _source.IndexOf("#}", _position + begin, StringComparison.Ordinal);
        if (end < 0)
        {
            throw new TemplateFault("this comment is not closed; expected '#}'.", LineAt(_position));
        }

        _position = end;
        Close(_source[end - 1], trimsLine: true);
    }

    // Everything between raw and endraw is text.
    private void ReadRaw(int begin)
    {
        for (var search = begin; ; search += 2)
        {
            search = _source.IndexOf("{%", search, StringComparison.Ordinal);
            if (search < 0)
            {
                throw new TemplateFault("'raw' is not closed; expected '{% endraw %}'.", LineAt(_position));
            }

            var sign = At(search + 2);
            if (TryKeyword(search + (sign is '-' or '+' ? 3 : 2), "endraw") is { } end)
            {
                var data = _source[begin..search];
                data = At(begin - 3) == '-' ? data.TrimStart(WhiteSpace.Characters) : data;
                AddData(sign == '-' ? data.TrimEnd(WhiteSpace.Characters) : sign != '+' ? WithoutIndentation(data) : data);
                _position = end - 2;
                Close(At(end - 3), trimsLine: true);
                return;
            }
        }
    }

    // The position after a tag that consists of this keyword only.
    private int? TryKeyword(int position, string keyword)
    {
        var rest = _source.AsSpan(position);
        var word = rest.TrimStart(WhiteSpace.Characters);
        if (!word.StartsWith(keyword, StringComparison.Ordinal))
        {
            return null;
        }

        var close = word[keyword.Length..].TrimStart(WhiteSpace.Characters);
        var end = close.StartsWith("%}", StringComparison.Ordinal) ? 2 : close is ['-' or '+', '%', '}', ..] ? 3 : 0;
        return end == 0 ? null : _source.Length - close.Length + end;
    }

    private void ReadTag(TokenKind opening, TokenKind closing, string close, int begin)
    {
        var line = LineAt(_position);
        _tokens.Add(new(opening, close, line));
        _position += begin;
        var tag = new TagLexer(_source, _position, line, close);
        while (tag.Next() is { } token)
        {
            _tokens.Add(token);
        }

        _position = tag.Position;
        var sign = At(_position);
        _position += sign is '-' or '+' ? 1 : 0;
        _tokens.Add(new(closing, close, LineAt(_position)));
        Close(sign, trimsLine: closing == TokenKind.BlockEnd);
    }

    // Called at the two characters that close a tag, which may take the following line break with it.
    private void Close(char sign, bool trimsLine)
    {
        _position += 2;
        var begin = _position;
        if (sign == '-')
        {
            _position = _source.Length - _source.AsSpan(_position).TrimStart(WhiteSpace.Characters).Length;
        }
        else if (trimsLine && sign != '+' && At(_position) == '\n')
        {
            _position++;
        }

        _beginsLine = _position > begin && _source[_position - 1] == '\n';
    }

    private void AddData(string data)
    {
        if (data.Length > 0)
        {
            Add(TokenKind.Data, data);
        }
    }

    private void Add(TokenKind kind, string text) => _tokens.Add(new(kind, text, LineAt(_position)));

    private char At(int position) => position < _source.Length ? _source[position] : '\0';

    // Positions only increase, so each line break is counted once.
    private int LineAt(int position)
    {
        _line += _source.AsSpan(_counted, position - _counted).Count('\n');
        _counted = position;
        return _line;
    }
}
