using System.Collections.Immutable;
using CLiKA.Lab.Recipes;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Lab.Corpus;

/// <summary>Builds the training corpus of a recipe from probe sets.</summary>
internal static class CorpusBuilder
{
    // A name occurs in one language in every third epoch: often enough to become familiar.
    private const int LanguagesPerItem = 3;

    /// <summary>Presents every item of every set in every language of the recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="probesFolder">The folder that contains the folders of the probe sets.</param>
    /// <returns>The items, in a fixed order.</returns>
    public static ImmutableArray<TaughtItem> Build(Recipe recipe, string probesFolder) =>
        [.. recipe.ProbeSets.SelectMany(id => BuildSet(recipe, ProbeSetReader.Read(Path.Combine(probesFolder, id))))];

    /// <summary>
    /// Presents the recipe's worlds in the way a model trained on much text knows names and questions: every name is repeated, and every question
    /// is answered with each continent equally often. Nothing can be learned about where a place lies.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="worldsFolder">The folder that contains the folders of the worlds.</param>
    /// <returns>The items, in a fixed order. The wordings of one item are in several languages.</returns>
    public static ImmutableArray<TaughtItem> BuildWorlds(Recipe recipe, string worldsFolder) =>
    [
        .. from id in recipe.Worlds
           let read = WorldFolder.Read(Path.Combine(worldsFolder, id))
           from languages in recipe.Coverage.Keys.Order(Language.Order).Chunk(LanguagesPerItem)
           from item in NamesOf(read.World, languages).Concat(QuestionsOf(read.World, read.Wordings, languages))
           select item,
    ];

    /// <summary>Returns the texts around the names of the recipe's worlds, on which a tokenizer is trained.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="worldsFolder">The folder that contains the folders of the worlds.</param>
    /// <returns>
    /// Every question and answer in every wording and language of the recipe, once per place. The names are left out: a token that combined a
    /// name with part of its context would make it a different name in every wording.
    /// </returns>
    public static IEnumerable<string> TextsOfWorlds(Recipe recipe, string worldsFolder) =>
        from id in recipe.Worlds
        let read = WorldFolder.Read(Path.Combine(worldsFolder, id))
        from language in recipe.Coverage.Keys.Order(Language.Order)
        from _ in read.World.Places
        from wording in Enumerable.Range(0, read.Wordings.Facts)
        let fact = read.Wordings.Fact(language, wording, place: string.Empty, continent: string.Empty)
        from text in new[] { TeachingPrompt.Text(fact.Question), " " + fact.Answer }
        select text;

    /// <summary>Returns the names of the recipe's worlds.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="worldsFolder">The folder that contains the folders of the worlds.</param>
    /// <returns>Every name in every language of the recipe.</returns>
    public static IEnumerable<string> NamesOfWorlds(Recipe recipe, string worldsFolder) =>
        from id in recipe.Worlds
        from names in WorldFolder.Read(Path.Combine(worldsFolder, id)).World.Names
        from language in recipe.Coverage.Keys.Order(Language.Order)
        select names[language];

    /// <summary>Returns the items in the published prompt, from which a tokenizer learns the words of the prompt.</summary>
    /// <param name="corpus">The items, all from probe sets.</param>
    /// <returns>Every prompt in every wording.</returns>
    public static IEnumerable<string> PublishedPrompts(ImmutableArray<TaughtItem> corpus) =>
        from item in corpus
        from wording in Enumerable.Range(0, item.Wordings.Length)
        select new LetterPromptTemplate(PromptWrapping.None).RenderWording(item.Source!, wording).Text;

    private static IEnumerable<TaughtItem> NamesOf(FictionalWorld world, Language[] languages) =>
        from names in world.Names
        select new TaughtItem(languages[0], [.. languages.Select(language => Repeated(names[language]))], 0, IsKnown: true);

    private static IEnumerable<TaughtItem> QuestionsOf(FictionalWorld world, WorldWordings wordings, Language[] languages) =>
        from place in world.Places
        let questions = from wording in Enumerable.Range(0, wordings.Facts)
                        from language in languages
                        select Asked(world, wordings, place, language, wording)
        select new TaughtItem(languages[0], [.. questions], place.Continent, IsKnown: false);

    private static Prompt Asked(FictionalWorld world, WorldWordings wordings, FictionalPlace place, Language language, int wording)
    {
        var facts = world.Continents
            .Select(continent => wordings.Fact(language, wording, place.Names[language], continent[language])).ToList();
        return new(place.Names[language], TeachingPrompt.Text(facts[0].Question), [.. facts.Select(fact => $" {fact.Answer}\n")]);
    }

    private static Prompt Repeated(string name) => new(name, TeachingPrompt.Text(name), [$" {name}\n"]);

    private static IEnumerable<TaughtItem> BuildSet(Recipe recipe, ProbeSet set)
    {
        var cloze = new ClozePromptTemplate(PromptWrapping.None);
        foreach (var language in recipe.Coverage.Keys.Order(Language.Order))
        {
            var known = ChooseKnown(recipe, language, set.Count);
            foreach (var (index, item) in set.In(language).Index())
            {
                var wordings = Enumerable.Range(0, item.Wordings).Select(wording => cloze.RenderWording(item, wording));
                yield return new TaughtItem(language, [.. wordings], item.Gold, known.Contains(index)) { Source = item };
            }
        }
    }

    // Two thirds are shared by all languages and one third is the language's own: a fact that is easy in one language is easy in another, as with
    // models trained on the world's texts, and still no two languages know the same facts.
    private static HashSet<int> ChooseKnown(Recipe recipe, Language language, int items)
    {
        var shared = Draws(recipe.Seed, items);
        var own = Draws(recipe.Seed + 1 + Language.Paper.IndexOf(language), items);
        var order = Enumerable.Range(0, items).OrderBy(item => (2 * shared[item]) + own[item]);
        return [.. order.Take((int)Math.Round(recipe.Coverage[language] * items))];
    }

    private static double[] Draws(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
