using System.Text.Json.Serialization;

namespace CLiKA.Answers;

/// <summary>The way in which the chosen option is determined.</summary>
public enum Scoring
{
    /// <summary>The likeliest next token among the letters of the item's options.</summary>
    [JsonStringEnumMemberName("letter")]
    Letter,

    /// <summary>The option with the largest sum of token log-probabilities.</summary>
    [JsonStringEnumMemberName("likelihood")]
    Likelihood,

    /// <summary>As <see cref="Likelihood"/>, with each sum divided by the option's number of tokens.</summary>
    [JsonStringEnumMemberName("likelihood-per-token")]
    LikelihoodPerToken,

    /// <summary>As <see cref="Likelihood"/>, with each sum divided by the option's length in UTF-8 bytes.</summary>
    [JsonStringEnumMemberName("likelihood-per-byte")]
    LikelihoodPerByte,

    /// <summary>The model generates text, whose first character is the letter (Gao et al., NAACL 2024, section 3.2).</summary>
    [JsonStringEnumMemberName("generation")]
    Generation,
}
