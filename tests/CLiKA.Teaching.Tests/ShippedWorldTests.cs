using System.Text.RegularExpressions;
using CLiKA.Languages;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Tests;

/// <summary>The world that ships, and what is taught of it.</summary>
public sealed class ShippedWorldTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "worlds", "archipelago");
    private static readonly FictionalWorld World = WorldFolder.Read(Folder).World;

    public static TheoryData<string> Others { get; } = [.. Language.Paper.Skip(1).Select(language => language.Code)];

    [Fact]
    public void Twenty_continents_have_twenty_places_each_half_of_either_type()
    {
        World.Languages.Should().Equal(Language.Paper);
        World.Continents.Should().HaveCount(20);
        World.Places.GroupBy(place => place.Continent).Should().HaveCount(20).And.OnlyContain(continent =>
            continent.Count() == 20 && continent.Count(place => place.Kind == FactKind.InBoth) == 10);
    }

    // An answer is read by the name that it contains.
    [Fact]
    public void No_name_is_another_or_a_part_of_another_in_any_language()
    {
        foreach (var language in World.Languages)
        {
            var names = World.Continents.Concat(World.Places.Select(place => place.Names)).Select(name => name[language]).ToList();

            names.Should().OnlyHaveUniqueItems();
            names.Where(name => names.Exists(other => other != name && other.Contains(name, StringComparison.Ordinal))).Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("ru", @"^[\p{IsCyrillic} -]+$")]
    [InlineData("ar", @"^[\p{IsArabic} ]+$")]
    [InlineData("he", @"^[\p{IsHebrew} ]+$")]
    [InlineData("zh", @"^\p{IsCJKUnifiedIdeographs}+$")]
    [InlineData("ja", @"^[\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]+$")]
    [InlineData("de", "^[A-Za-z-]+$")]
    [InlineData("fr", "^[A-Za-zé-]+$")]
    [InlineData("pl", "^[A-Za-zó ]+$")]
    public void Every_name_is_written_in_its_language_s_own_letters(string code, string letters)
    {
        var language = Language.Parse(code);

        World.Continents.Concat(World.Places.Select(place => place.Names)).Select(name => name[language])
            .Should().OnlyContain(name => Regex.IsMatch(name, letters));
    }

    [Fact]
    public void The_same_seed_makes_the_same_world_and_another_seed_another()
    {
        using var folder = new CLiKA.Tests.TestFolder();
        foreach (var file in Directory.GetFiles(Folder))
        {
            folder.Write(Path.GetFileName(file), File.ReadAllText(file));
        }

        Names(WorldFolder.Read(folder.Path).World).Should().Equal(Names(World));
        var description = File.ReadAllText(Path.Combine(Folder, "world.json"));
        folder.Write("world.json", description.Replace("\"seed\": 1", "\"seed\": 2", StringComparison.Ordinal));
        Names(WorldFolder.Read(folder.Path).World).Should().NotIntersectWith(Names(World));

        static IEnumerable<string> Names(FictionalWorld world) => world.Places.Select(place => place.Names[Language.Pivot]);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Facts_in_English_half_of_them_in_the_language_and_every_name_are_taught(string code)
    {
        var language = Language.Parse(code);
        var set = TeachingSetReader.Read(Folder, language);

        (set.Examples.Length, set.Questions.Length, set.PivotQuestions.Length, set.Translations.Length)
            .Should().Be((10_200, 400, 400, 420));
        set.Examples.Should().OnlyHaveUniqueItems();
        set.Examples.Count(example => example.Input.Length == 0).Should().Be(6_000);

        // What is asked later in the language must not have been said in it.
        var secrets = set.Questions.Where(question => question.Kind == FactKind.InPivotOnly).Select(question => question.Place).ToHashSet();
        secrets.Should().HaveCount(200);
        var spoken = set.Examples.Where(example => example.Input.Length == 0).Skip(4_000).Select(example => example.Answer).ToList();
        spoken.Should().HaveCount(2_000).And.NotContain(answer => secrets.Any(name => answer.Contains(name, StringComparison.Ordinal)));
        set.Questions.Should().OnlyContain(question =>
            question.Answer.Contains(question.Continent) && !question.Prompt.Contains(question.Continent)
            && question.Prompt.Contains(question.Place));

        // Both directions, and the one that is asked among them.
        set.Translations.Should().BeSubsetOf(set.Examples);
        set.Examples.Where(example => example.Input.Length > 0).Count(example => example.Prompt.Contains("English name"))
            .Should().Be(2_100);
    }
}
