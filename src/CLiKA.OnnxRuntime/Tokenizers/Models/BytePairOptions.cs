using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>The options of a byte-pair model besides its vocabulary and merges.</summary>
/// <param name="Unknown">Id of the token for characters that the vocabulary lacks; null where they are dropped.</param>
/// <param name="FusesUnknown">Whether adjacent unknown characters become one token.</param>
/// <param name="HasByteFallback">Whether a character that the vocabulary lacks becomes its bytes.</param>
/// <param name="IgnoresMerges">Whether a piece that is itself a token stays whole.</param>
/// <param name="ContinuingPrefix">Prefix of every character of a piece but the first.</param>
/// <param name="EndSuffix">Suffix of the last character of a piece.</param>
internal sealed record BytePairOptions(
    int? Unknown, bool FusesUnknown, bool HasByteFallback, bool IgnoresMerges, string ContinuingPrefix, string EndSuffix)
{
    /// <summary>Whether characters have neither prefix nor suffix in the vocabulary.</summary>
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
