namespace CLiKA.Probes.Validation;

/// <summary>Finds options that a reader takes for the same, identical wordings, and questions that contain their answer.</summary>
internal static class OptionCheck
{
    public static IEnumerable<ProbeProblem> Find(ProbePack pack) => pack.Set.Languages.SelectMany(
        language => pack.Set.In(language).SelectMany(item => Complaints(item)
            .Select(complaint => new ProbeProblem(complaint.Kind, $"{language}.jsonl", item.Id, complaint.What))));

    private static IEnumerable<(string Kind, string What)> Complaints(ProbeItem item)
    {
        var options = item.Options.Select(Folding.Fold).ToList();
        if (options.Distinct(StringComparer.Ordinal).Count() < options.Count)
        {
            yield return ("options that are the same", $"two options are the same: {string.Join(", ", item.Options)}.");
        }

        var wordings = item.Paraphrases.Insert(0, item.Premise ?? item.Question).Select(Folding.Fold).ToList();
        if (wordings.Distinct(StringComparer.Ordinal).Count() < wordings.Count)
        {
            yield return ("wordings that are the same", $"two wordings are the same: '{item.Premise ?? item.Question}'.");
        }

        if (wordings.Exists(wording => wording.Contains(options[item.Gold], StringComparison.Ordinal)))
        {
            yield return ("answers in the question", $"the question gives the answer away: it contains '{item.Options[item.Gold]}'.");
        }
    }
}
