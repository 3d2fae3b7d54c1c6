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

    // Two thirds what all languages share and one third the language's own: a fact that is easy in one is easy in another, as with models
    // that read the world's texts, and still no two languages know the same.
    private static HashSet<int> ChooseKnown(Recipe recipe, Language language, int items)
    {
        var shared = Draws(recipe.Seed, items);
        var own = Draws(recipe.Seed + 1 + Language.All.IndexOf(language), items);
        var order = Enumerable.Range(0, items).OrderBy(item => (2 * shared[item]) + own[item]);
        return [.. order.Take((int)Math.Round(recipe.Coverage[language] * items))];
    }

    private static double[] Draws(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
