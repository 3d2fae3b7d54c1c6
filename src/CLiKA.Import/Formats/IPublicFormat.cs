namespace CLiKA.Import.Formats;

/// <summary>The layout of a public set's files.</summary>
public interface IPublicFormat
{
    /// <summary>Name of the format, as it stands on the command line and in <c>importedFrom</c>.</summary>
    string Name { get; }

    /// <summary>Reads a set.</summary>
    /// <param name="request">What to read.</param>
    /// <returns>The set, as published.</returns>
    /// <exception cref="InvalidInputException">
    /// Files are missing or damaged, or a language or a split is asked for that the set has not.
    /// </exception>
    ImportedSet Read(ImportRequest request);
}
