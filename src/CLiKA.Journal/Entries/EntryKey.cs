using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CLiKA.Prompts;

namespace CLiKA.Journal.Entries;

/// <summary>The key of a question in a book: the first 16 bytes of a SHA-256 hash over everything that the model is given.</summary>
/// <param name="Value">The bytes, as one big-endian number.</param>
internal readonly record struct EntryKey(UInt128 Value)
{
    /// <summary>Length of a key in bytes.</summary>
    public const int Size = 16;

    /// <summary>Returns the key of a prompt: its item, its text and its continuations.</summary>
    public static EntryKey Of(Prompt prompt) => Of([prompt.ItemId, prompt.Text, .. prompt.Continuations]);

    /// <summary>Returns the key of a text to continue.</summary>
    public static EntryKey Of(string text) => Of([text]);

    /// <summary>Reads a key from the bytes of a file.</summary>
    public static EntryKey Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Returns the bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    // Each text is preceded by its length, so that different lists of texts never have the same bytes.
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
