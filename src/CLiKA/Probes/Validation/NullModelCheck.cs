using System.Collections.Immutable;
using System.Globalization;

namespace CLiKA.Probes.Validation;

/// <summary>Finds sets whose options give the right one away to a model that never sees the question.</summary>
internal static class NullModelCheck
{
    private const double Margin = 0.05;

    public static IEnumerable<ProbeProblem> Find(ProbePack pack)
    {
        foreach (var language in pack.Set.Languages)
        {
            var items = pack.Set.In(language);
            (string Sees, Func<ImmutableArray<ProbeItem>, double> Ask)[] models =
                [("only the options", NullModels.OptionsOnly), ("only their lengths", NullModels.LengthsOnly)];
            foreach (var (sees, ask) in models)
            {
                var accuracy = ask(items);
                if (accuracy > pack.Set.Chance + Margin)
                {
                    yield return new ProbeProblem("answers that the options give away", $"{language}.jsonl", null, string.Create(
                        CultureInfo.InvariantCulture,
                        $"a model that sees {sees} reaches {accuracy:0.000}; expected at most {pack.Set.Chance + Margin:0.000}."));
                }
            }
        }
    }
}
