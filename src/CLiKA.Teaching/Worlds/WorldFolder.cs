using CLiKA.Input;

namespace CLiKA.Teaching.Worlds;

/// <summary>Reads a folder with a world: <c>world.json</c> (seed and sizes), <c>names.json</c> and <c>wordings.json</c>.</summary>
public static class WorldFolder
{
    /// <summary>Name of the file that makes a folder a world.</summary>
    public const string DescriptionFile = "world.json";

    /// <summary>Reads a world.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <returns>The world, and in which words it is taught.</returns>
    /// <exception cref="InvalidInputException">A file is missing or wrong, or there are too few syllables for so many names.</exception>
    public static (FictionalWorld World, WorldWordings Wordings) Read(string folder)
    {
        var description = JsonInput.ReadObject(Path.Combine(folder, DescriptionFile));
        description.AllowOnly("id", "seed", "continents", "placesPerContinent", "continentSyllables", "placeSyllables");
        int AtLeast(int least, string name) => description.WholeNumber(name) is var number && number >= least
            ? number
            : throw description.Error($"'{name}' is {description.WholeNumber(name)}; expected at least {least}.");
        var places = AtLeast(2, "placesPerContinent");
        if (places % 2 != 0)
        {
            throw description.Error($"'placesPerContinent' is {places}; expected an even number, half of either type.");
        }

        var table = NameTable.Read(Path.Combine(folder, NameTable.FileName));
        var continents = AtLeast(2, "continents");
        var world = new WorldGenerator(table, description.WholeNumber("seed")).Make(
            description.NonBlankText("id"),
            continents,
            places,
            AtLeast(1, "continentSyllables"),
            AtLeast(1, "placeSyllables"));
        return world is null
            ? throw description.Error($"{NameTable.FileName} has too few syllables for {continents} continents of {places} places.")
            : (world, WorldWordings.Read(Path.Combine(folder, WorldWordings.FileName), world.Languages));
    }
}
