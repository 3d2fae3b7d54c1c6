using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>What the component <c>ByteLevel</c> says, which is a pre-tokenizer, a post-processor and a decoder.</summary>
/// <param name="AddsPrefixSpace">Whether a space is put before a text that begins without one; asked of the pre-tokenizer.</param>
/// <param name="UsesPattern">Whether a text is cut as GPT-2 cut it; asked of the pre-tokenizer.</param>
internal sealed record ByteLevelOptions(bool AddsPrefixSpace, bool UsesPattern)
{
    /// <summary>Reads the component; <c>trim_offsets</c> moves no token.</summary>
    public static ByteLevelOptions Read(JsonRecord component)
    {
        component.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
        _ = component.Truth("trim_offsets");
        return new(component.Truth("add_prefix_space"), TokenizerJson.Flag(component, "use_regex", absent: true));
    }
}
