namespace CLiKA.Journal.Entries;

/// <summary>How an answer becomes bytes and is, to the last bit, the same again.</summary>
/// <typeparam name="T">The answer.</typeparam>
internal interface IEntryFormat<T>
{
    /// <summary>Writes an answer.</summary>
    void Write(BinaryWriter writer, T answer);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="IOException">The bytes end before the answer does.</exception>
    T Read(BinaryReader reader);
}
