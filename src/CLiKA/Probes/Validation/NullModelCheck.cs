using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.Distributions;

namespace CLiKA.Probes.Validation;

/// <summary>Finds sets whose options reveal the right one to a model that never sees the question.</summary>
internal static class NullModelCheck
{
    private const double Margin = 0.05;

    // In a small set guessing alone exceeds the margin, and its author could not mend anything. The level is that of each single language and model:
    // in ten languages up to a fifth of the sets without a flaw are reported. Divided by the twenty tests it would hide most flaws of a small set.
    private const double Alpha = 0.01;

    public static IEnumerable<ProbeProblem> Find(ProbePack pack)
    {
        foreach (var language in pack.Set.Languages)
        {
            var items = pack.Set.In(language);
            var most = Math.Max(pack.Set.Chance + Margin, MostByChance(items.Length, pack.Set.Chance));
            (string Sees, Func<ImmutableArray<ProbeItem>, double> Ask)[] models =
                [("only the options", NullModels.OptionsOnly), ("only their lengths", NullModels.LengthsOnly)];
            foreach (var (sees, ask) in models)
            {
                var accuracy = ask(items);
                if (accuracy > most)
                {
                    yield return new ProbeProblem("answers that the options give away", $"{language}.jsonl", null, string.Create(
                        CultureInfo.InvariantCulture,
                        $"a model that sees {sees} reaches {accuracy:0.000}; expected at most {most:0.000}."));
                }
            }
        }
    }

    // The accuracy that a model that guesses exceeds with a probability of at most alpha.
    private static double MostByChance(int items, double chance) =>
        Enumerable.Range(0, items + 1).First(right => 1 - Binomial.CDF(chance, items, right) <= Alpha) / (double)items;
}
