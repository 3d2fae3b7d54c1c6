using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>Finds texts that were left in English.</summary>
internal static partial class TranslationCheck
{
    // Names and titles that stay English contain fewer.
    private const int TellingWords = 3;

    // English in other spellings, Scots, and creoles that share its words: Nigerian, Krio, Jamaican, Belizean, Tok Pisin, Bislama, Pijin.
    private static readonly HashSet<string> OfEnglish = ["en", "sco", "pcm", "kri", "jam", "bzj", "tpi", "bi", "pis"];

    // A name or a loan word may be the same in two languages; a sentence is not.
    private const int SentenceWords = 4;

    public static IEnumerable<ProbeProblem> Find(ProbePack pack)
    {
        foreach (var language in pack.Set.Languages.Where(language => !OfEnglish.Contains(language.Code.Split('-')[0])))
        {
            ImmutableArray<ProbeItem> english = pack.Set.Languages.Contains(Language.Pivot) ? pack.Set.In(Language.Pivot) : [];
            foreach (var (index, item) in pack.Set.In(language).Index())
            {
                // Options are not checked: they are often names, which may be the same everywhere.
                var originals = english.IsEmpty ? [] : Asked(english[index]).ToHashSet(StringComparer.OrdinalIgnoreCase);
                var left = Asked(item).FirstOrDefault(text => IsEnglish(text) || (IsSentence(text) && originals.Contains(text)));
                if (left is not null)
                {
                    yield return new ProbeProblem("left in English", $"{language}.jsonl", item.Id, $"'{left}' is English.");
                }
            }
        }
    }

    private static IEnumerable<string> Asked(ProbeItem item) => item.Texts.SkipLast(item.Options.Length);

    private static bool IsSentence(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= SentenceWords;

    private static bool IsEnglish(string text) =>
        FunctionWord().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct().Count() >= TellingWords;

    // None of these is a word in de, fr, it or pl; other languages share one or two with English (Dutch: is, of).
    [GeneratedRegex(@"\b(the|which|what|who|how|does|did|is|of|with|that|this|has|are|from)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FunctionWord();
}
