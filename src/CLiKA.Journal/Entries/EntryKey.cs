using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CLiKA.Prompts;

namespace CLiKA.Journal.Entries;

/// <summary>Which question an entry of a book answers: the first 16 bytes of a SHA-256 over everything that the model is given.</summary>
/// <param name="Value">The bytes, as one number.</param>
internal readonly record struct EntryKey(UInt128 Value)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    /// <summary>The key of a prompt: its item, its text and its continuations.</summary>
    public static EntryKey Of(Prompt prompt) => Of([prompt.ItemId, prompt.Text, .. prompt.Continuations]);

    /// <summary>The key of a text that is continued.</summary>
    public static EntryKey Of(string text) => Of([text]);

    /// <summary>The key that bytes of a file are.</summary>
    public static EntryKey Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    // Each text behind its length, so that no two lists of texts are the same bytes.
    private static EntryKey Of(ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            hash.AppendData(length);
            hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Read(digest[..Size]);
    }
}
