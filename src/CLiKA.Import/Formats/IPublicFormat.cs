namespace CLiKA.Import.Formats;

/// <summary>The file format of a public set.</summary>
public interface IPublicFormat
{
    /// <summary>Name of the format, as used on the command line and in <c>importedFrom</c>.</summary>
    string Name { get; }

    /// <summary>Reads a set.</summary>
    /// <param name="request">What to read.</param>
    /// <returns>The set, as published.</returns>
    /// <exception cref="InvalidInputException">Files are missing or damaged, or a requested language or split is not in the set.</exception>
    ImportedSet Read(ImportRequest request);
}
