namespace CLiKA.Probes.Validation;

/// <summary>Finds distractors from another region of the world than the subject, which are easily ruled out.</summary>
internal static class DistractorCheck
{
    private const string Kind = "wrong options from elsewhere";

    public static IEnumerable<ProbeProblem> Find(ProbePack pack)
    {
        foreach (var (fact, item) in pack.Facts.Zip(pack.Set.In(pack.Set.Languages[0])).Where(pair => !pair.First.OptionRegions.IsEmpty))
        {
            if (fact.OptionRegions.FirstOrDefault(region => region != fact.Region) is { } elsewhere)
            {
                yield return new ProbeProblem(
                    Kind,
                    ProbeSetReader.FactsFile,
                    fact.Id,
                    $"an option is from {elsewhere}, the subject from {fact.Region}; expected options from the same region.");
            }

            if (fact.OptionRegions.Length != item.Options.Length)
            {
                yield return new ProbeProblem(
                    Kind, ProbeSetReader.FactsFile, fact.Id, $"{fact.OptionRegions.Length} option regions for {item.Options.Length} options.");
            }
        }
    }
}
