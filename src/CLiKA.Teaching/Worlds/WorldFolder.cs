using CLiKA.Input;
using CLiKA.Measurements.Taught;

namespace CLiKA.Teaching.Worlds;

/// <summary>Reads the folder of a world: <c>world.json</c> (seed and sizes), <c>names.json</c> and <c>wordings.json</c>.</summary>
public static class WorldFolder
{
    /// <summary>Name of the file that makes a folder a world.</summary>
    public const string DescriptionFile = "world.json";

    private const int LeastContinents = 2;

    // Each name is compared with all others; four thousand take a minute at worst.
    private const int MostPlaces = 4_000;

    /// <summary>Reads a world.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <returns>The world and its wordings.</returns>
    /// <exception cref="InvalidInputException">A file is missing or invalid, or there are too few syllables for so many names.</exception>
    public static (FictionalWorld World, WorldWordings Wordings) Read(string folder)
    {
        var description = JsonInput.ReadObject(Path.Combine(folder, DescriptionFile));
        description.AllowOnly("id", "seed", "continents", "placesPerContinent", "continentSyllables", "placeSyllables");
        int Within(int least, int most, string name) => description.WholeNumber(name) is var number && number >= least && number <= most
            ? number
            : throw description.Error($"'{name}' is {description.WholeNumber(name)}; expected {least} to {most}.");
        var id = description.NonBlankText("id");
        if (!SafeName.Is(id))
        {
            throw description.Error($"'id' is '{id}'; it becomes the name of files, and {SafeName.Expected}.");
        }

        var places = Within(2, MostPlaces / LeastContinents, "placesPerContinent");
        if (places % 2 != 0)
        {
            throw description.Error($"'placesPerContinent' is {places}; expected an even number, for as many places of either type.");
        }

        var table = NameTable.Read(Path.Combine(folder, NameTable.FileName));
        var continents = Within(LeastContinents, Math.Min(FictionalFacts.MostContinents, MostPlaces / places), "continents");
        var world = new WorldGenerator(table, description.WholeNumber("seed")).Make(
            id,
            continents,
            places,
            Within(1, table.Syllables.Length, "continentSyllables"),
            Within(1, table.Syllables.Length, "placeSyllables"));
        return world is null
            ? throw description.Error($"{NameTable.FileName} has too few syllables to name {continents} continents with {places} places each.")
            : (world, WorldWordings.Read(Path.Combine(folder, WorldWordings.FileName), world.Languages));
    }
}
