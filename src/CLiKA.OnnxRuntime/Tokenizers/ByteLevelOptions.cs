using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>The options of a <c>ByteLevel</c> component, which is a pre-tokenizer, a post-processor and a decoder.</summary>
/// <param name="AddsPrefixSpace">Whether to insert a space before a text that begins without one; applies to the pre-tokenizer.</param>
/// <param name="UsesPattern">Whether to split a text by GPT-2's regular expression; applies to the pre-tokenizer.</param>
internal sealed record ByteLevelOptions(bool AddsPrefixSpace, bool UsesPattern)
{
    /// <summary>Reads the component; <c>trim_offsets</c> is ignored, because it affects no token id.</summary>
    public static ByteLevelOptions Read(JsonRecord component)
    {
        component.AllowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
        _ = component.Truth("trim_offsets");
        return new(component.Truth("add_prefix_space"), TokenizerJson.Flag(component, "use_regex", absent: true));
    }
}
