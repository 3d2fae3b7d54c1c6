using System.Text;
using System.Text.RegularExpressions;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>
/// Finds texts that are not properly written in their language: control characters, script, composition, punctuation, quotation marks, directional
/// formatting.
/// </summary>
internal static partial class TextCheck
{
    public static IEnumerable<ProbeProblem> Find(ProbePack pack) =>
        from language in pack.Set.Languages
        from item in pack.Set.In(language)
        from text in item.Texts
        from complaint in Complaints(language, text, text == item.Passage, pack.Description.KeepsLatin)
        select new ProbeProblem(complaint.Kind, $"{language}.jsonl", item.Id, $"'{text}' {complaint.What}.");

    private static IEnumerable<(string Kind, string What)> Complaints(
        Language language, string text, bool mayHaveLines, IReadOnlyList<string> keepsLatin)
    {
        if (!text.IsNormalized(NormalizationForm.FormC))
        {
            yield return ("composition", "is not in Unicode normalisation form C");
        }

        if (StraySpace().IsMatch(text))
        {
            yield return ("white space", "has white space at an end, or more than one space in a row");
        }

        (string Kind, string? What)[] complaints =
        [
            ("control characters", ControlCharacters.Complaint(text, mayHaveLines)),
            ("letters", Scripts.Complaint(language, text, keepsLatin)),
            ("punctuation", Punctuation.Complaint(language, text)),
            ("quotation marks and brackets", Quotes.Complaint(language, text)),
            ("marks of direction", DirectionMarks.Complaint(language, text)),
        ];
        foreach (var (kind, what) in complaints)
        {
            if (what is not null)
            {
                yield return (kind, what);
            }
        }
    }

    [GeneratedRegex(@"^\s|\s\z|[^\S\n]{2}")]
    private static partial Regex StraySpace();
}
