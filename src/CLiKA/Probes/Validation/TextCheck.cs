using System.Text;
using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>Finds texts that are not written as their language is: script, composition, punctuation, quotes, marks of direction.</summary>
internal static partial class TextCheck
{
    public static IEnumerable<ProbeProblem> Find(ProbePack pack) =>
        from language in pack.Set.Languages
        from item in pack.Set.In(language)
        from text in item.Texts
        from complaint in Complaints(language, text, pack.Description.KeepsLatin)
        select new ProbeProblem($"{language}.jsonl, {item.Id}", $"'{text}' {complaint}.");

    private static IEnumerable<string> Complaints(Language language, string text, IReadOnlyList<string> keepsLatin)
    {
        if (!text.IsNormalized(NormalizationForm.FormC))
        {
            yield return "is not in Unicode normalisation form C";
        }

        if (StraySpace().IsMatch(text))
        {
            yield return "has white space at an end, or more than one space in a row";
        }

        string?[] complaints =
        [
            Scripts.Complaint(language, text, keepsLatin),
            Punctuation.Complaint(language, text),
            Quotes.Complaint(text),
            DirectionMarks.Complaint(language, text),
        ];
        foreach (var complaint in complaints.OfType<string>())
        {
            yield return complaint;
        }
    }

    [GeneratedRegex(@"^\s|\s\z|[^\S\n]{2}")]
    private static partial Regex StraySpace();
}
