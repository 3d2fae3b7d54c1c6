using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>What a byte-pair model says beside its vocabulary and its merges.</summary>
/// <param name="Unknown">Id of the token for what the vocabulary lacks; null where that vanishes.</param>
/// <param name="FusesUnknown">Whether neighbours that are unknown become one.</param>
/// <param name="HasByteFallback">Whether what the vocabulary lacks becomes its bytes.</param>
/// <param name="IgnoresMerges">Whether a piece that is a token stays whole.</param>
/// <param name="ContinuingPrefix">What stands before every character but the first of a piece.</param>
/// <param name="EndSuffix">What stands behind the last character of a piece.</param>
internal sealed record BytePairOptions(
    int? Unknown, bool FusesUnknown, bool HasByteFallback, bool IgnoresMerges, string ContinuingPrefix, string EndSuffix)
{
    /// <summary>Whether characters stand in the vocabulary as they are.</summary>
    public bool IsPlain => ContinuingPrefix.Length == 0 && EndSuffix.Length == 0;

    public static BytePairOptions Read(JsonRecord model, Dictionary<string, int> vocabulary)
    {
        model.AllowOnly(
            "type", "vocab", "merges", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk",
            "byte_fallback", "ignore_merges");
        TokenizerJson.RequireAbsent(model, "a BPE model", "dropout");
        return new(
            model.Has("unk_token") ? WordLevelModel.UnknownToken(model, vocabulary) : null,
            TokenizerJson.Flag(model, "fuse_unk", absent: false),
            TokenizerJson.Flag(model, "byte_fallback", absent: false),
            TokenizerJson.Flag(model, "ignore_merges", absent: false),
            model.Has("continuing_subword_prefix") ? model.Text("continuing_subword_prefix") : string.Empty,
            model.Has("end_of_word_suffix") ? model.Text("end_of_word_suffix") : string.Empty);
    }
}
