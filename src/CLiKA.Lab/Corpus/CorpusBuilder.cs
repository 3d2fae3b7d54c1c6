using System.Collections.Immutable;
using CLiKA.Lab.Recipes;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Lab.Corpus;

/// <summary>Makes the corpus of a recipe from probe sets.</summary>
internal static class CorpusBuilder
{
    /// <summary>Presents every item of every set in every language of the recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="probesFolder">The folder that has the probe sets' folders.</param>
    /// <returns>The items, in a fixed order.</returns>
    public static ImmutableArray<TaughtItem> Build(Recipe recipe, string probesFolder) =>
        [.. recipe.ProbeSets.SelectMany(id => BuildSet(recipe, ProbeSetReader.Read(Path.Combine(probesFolder, id))))];

    private static IEnumerable<TaughtItem> BuildSet(Recipe recipe, ProbeSet set)
    {
        var cloze = new ClozePromptTemplate(PromptWrapping.None);
        foreach (var language in Language.All.Where(recipe.Coverage.ContainsKey))
        {
            var known = ChooseKnown(recipe, language, set.Count);
            foreach (var (index, item) in set.In(language).Index())
            {
                var wordings = Enumerable.Range(0, item.Wordings).Select(wording => cloze.RenderWording(item, wording));
                yield return new TaughtItem(language, [.. wordings], item.Gold, known.Contains(index));
            }
        }
    }

    // Each language draws its own facts: what two languages know overlaps as chance has it, and en-CO is neither 0 nor 1.
    private static HashSet<int> ChooseKnown(Recipe recipe, Language language, int items)
    {
        var order = Enumerable.Range(0, items).ToArray();
        new Random(recipe.Seed + Language.All.IndexOf(language)).Shuffle(order);
        return [.. order.Take((int)Math.Round(recipe.Coverage[language] * items))];
    }
}
