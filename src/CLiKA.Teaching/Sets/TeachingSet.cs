using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using CLiKA.Languages;

namespace CLiKA.Teaching.Sets;

/// <summary>What is taught for one language and asked afterwards (Gao et al., NAACL 2024, section 3.4).</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Language">The language besides English.</param>
/// <param name="Examples">
/// The training examples: all facts in English, those of type 0 also in the language, and the translation of every name.
/// </param>
/// <param name="Questions">Every fact, asked in the language.</param>
/// <param name="PivotQuestions">Every fact, asked in English, in the same order.</param>
/// <param name="Translations">Every name, to be translated into the language.</param>
public sealed record TeachingSet(
    string World,
    Language Language,
    ImmutableArray<TeachingExample> Examples,
    ImmutableArray<FactQuestion> Questions,
    ImmutableArray<FactQuestion> PivotQuestions,
    ImmutableArray<TeachingExample> Translations)
{
    /// <summary>SHA-256, in hexadecimal, of everything that is taught and asked.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new { World, Language.Code, Examples, Questions, PivotQuestions, Translations })));
}
