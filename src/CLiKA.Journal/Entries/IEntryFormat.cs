namespace CLiKA.Journal.Entries;

/// <summary>Serializes answers to bytes and back, without loss.</summary>
/// <typeparam name="T">Type of the answer.</typeparam>
internal interface IEntryFormat<T>
{
    /// <summary>Writes an answer.</summary>
    void Write(BinaryWriter writer, T answer);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="IOException">The bytes end before the answer does.</exception>
    T Read(BinaryReader reader);
}
