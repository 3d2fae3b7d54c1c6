using CLiKA.Languages;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>Reads what is to be taught, from a folder of ours or one in the layout that was published with the paper.</summary>
public static class TeachingSetReader
{
    /// <summary>Reads what is taught for one language.</summary>
    /// <param name="folder">Path of a world's folder, or of one with <c>train</c> and <c>test</c> in the published layout.</param>
    /// <param name="language">The language beside English.</param>
    /// <returns>The set.</returns>
    /// <exception cref="InvalidInputException">The folder is neither, lacks the language, or a file in it is wrong.</exception>
    public static TeachingSet Read(string folder, Language language)
    {
        if (language == Language.Pivot)
        {
            throw new InvalidInputException(folder, $"every fact is taught in {Language.Pivot} anyway; expected another language.");
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
                folder, $"is no world; expected {WorldFolder.DescriptionFile}, or the published layout with the folders train and test.");
    }
}
