using CLiKA.Languages;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>Reads teaching sets, from the folder of a world or in the layout published with the paper.</summary>
public static class TeachingSetReader
{
    /// <summary>Reads the teaching set of one language.</summary>
    /// <param name="folder">Path of a world's folder, or of a folder with <c>train</c> and <c>test</c> in the published layout.</param>
    /// <param name="language">The language besides English.</param>
    /// <returns>The set.</returns>
    /// <exception cref="InvalidInputException">The folder has neither layout or lacks the language, or a file in it is invalid.</exception>
    public static TeachingSet Read(string folder, Language language)
    {
        if (language == Language.Pivot)
        {
            throw new InvalidInputException(folder, $"the language is {Language.Pivot}, in which every fact is taught; expected another one.");
        }

        if (File.Exists(Path.Combine(folder, WorldFolder.DescriptionFile)))
        {
            var (world, wordings) = WorldFolder.Read(folder);
            return world.Languages.Contains(language)
                ? new WorldTeaching(world, wordings, language).Set()
                : throw new InvalidInputException(
                    folder, $"has no names in {language}; expected one of {string.Join(' ', world.Languages)}.");
        }

        return Directory.Exists(Path.Combine(folder, PublishedTeaching.TrainFolder))
            ? PublishedTeaching.Read(folder, language)
            : throw new InvalidInputException(
                folder, $"is not the folder of a world: expected {WorldFolder.DescriptionFile}, or the published layout with the folders train and test.");
    }
}
