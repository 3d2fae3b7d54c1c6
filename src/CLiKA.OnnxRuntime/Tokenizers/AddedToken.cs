using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>A token that stands outside the model.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">What it looks like in a text.</param>
/// <param name="SingleWord">Whether it is none inside a word.</param>
/// <param name="StripsLeft">Whether white space before it belongs to it.</param>
/// <param name="StripsRight">Whether white space behind it belongs to it.</param>
/// <param name="IsNormalized">Whether it is looked for in the normalized text.</param>
/// <param name="IsSpecial">Whether it is a sign for the model and no text.</param>
internal sealed record AddedToken(
    int Id, string Content, bool SingleWord, bool StripsLeft, bool StripsRight, bool IsNormalized, bool IsSpecial)
{
    /// <summary>Reads an entry of <c>added_tokens</c>.</summary>
    public static AddedToken Read(JsonRecord token)
    {
        token.AllowOnly("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        var content = token.Text("content");
        if (content.Length == 0)
        {
            throw token.Error("an added token is empty; expected text.");
        }

        var id = token.WholeNumber("id");
        return new(
            id >= 0 ? id : throw token.Error($"'id' is {id}; expected a whole number from 0."),
            content,
            SingleWord: token.Truth("single_word"),
            StripsLeft: token.Truth("lstrip"),
            StripsRight: token.Truth("rstrip"),
            IsNormalized: token.Truth("normalized"),
            IsSpecial: token.Truth("special"));
    }
}
