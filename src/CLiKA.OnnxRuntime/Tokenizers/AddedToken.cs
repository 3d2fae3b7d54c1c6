using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>An added token: one that is matched in the text before the model tokenizes the rest.</summary>
/// <param name="Id">Id of the token.</param>
/// <param name="Content">Text that the token matches.</param>
/// <param name="SingleWord">Whether it matches only at word boundaries.</param>
/// <param name="StripsLeft">Whether it includes white space before it.</param>
/// <param name="StripsRight">Whether it includes white space after it.</param>
/// <param name="IsNormalized">Whether it is matched in the normalized text.</param>
/// <param name="IsSpecial">Whether it is a special token, which stands for no text.</param>
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
