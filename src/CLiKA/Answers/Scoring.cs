using System.Text.Json.Serialization;

namespace CLiKA.Answers;

/// <summary>How the chosen option is read from a model.</summary>
public enum Scoring
{
    /// <summary>The next token is compared over the letters that the item has.</summary>
    [JsonStringEnumMemberName("letter")]
    Letter,

    /// <summary>The option with the largest sum of its tokens' log-probabilities.</summary>
    [JsonStringEnumMemberName("likelihood")]
    Likelihood,

    /// <summary>As <see cref="Likelihood"/>, each sum divided by the option's number of tokens.</summary>
    [JsonStringEnumMemberName("likelihood-per-token")]
    LikelihoodPerToken,

    /// <summary>As <see cref="Likelihood"/>, each sum divided by the option's length in UTF-8 bytes.</summary>
    [JsonStringEnumMemberName("likelihood-per-byte")]
    LikelihoodPerByte,

    /// <summary>The model answers in its own words, and the first character is the letter (Gao et al., NAACL 2024, section 3.2).</summary>
    [JsonStringEnumMemberName("generation")]
    Generation,
}
