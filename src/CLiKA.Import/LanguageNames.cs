using CLiKA.Languages;

namespace CLiKA.Import;

/// <summary>The English names by which data sets call languages.</summary>
internal static class LanguageNames
{
    // Three of the 44 names of INCLUDE are others than in Unicode's CLDR, which has none for some languages.
    private static readonly Lazy<Dictionary<string, Language>> ByName = new(() => new(
        Language.Known.Where(language => language.EnglishName != language.Code).Select(language => KeyValuePair.Create(language.EnglishName, language)),
        StringComparer.OrdinalIgnoreCase)
    {
        ["Bengali"] = Language.Parse("bn"),
        ["North Macedonian"] = Language.Parse("mk"),
        ["Tagalog"] = Language.Parse("fil"),
    });

    /// <summary>Finds a language.</summary>
    /// <param name="name">Its name, in upper or lower case, with spaces or underscores.</param>
    /// <returns>The language; null if there is none of that name.</returns>
    public static Language? Find(string name) => ByName.Value.GetValueOrDefault(name.Replace('_', ' '));
}
