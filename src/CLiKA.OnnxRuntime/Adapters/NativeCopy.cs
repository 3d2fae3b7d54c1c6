using System.Runtime.InteropServices;

namespace CLiKA.OnnxRuntime.Adapters;

/// <summary>
/// A part of a file in memory of the operating system, which may be longer than an array and does not count against the limit of the .NET heap.
/// </summary>
internal sealed unsafe class NativeCopy : SafeBuffer
{
    // Of a line of the processor's cache, and what ONNX Runtime gives its own tensors.
    private const int Alignment = 64;

    // One read takes at most 2 GiB.
    private const int Part = 1 << 26;

    /// <summary>Takes the memory, and leaves it as it comes.</summary>
    /// <param name="length">How much, in bytes; at least 1.</param>
    /// <exception cref="OutOfMemoryException">There is not as much.</exception>
    public NativeCopy(long length)
        : base(ownsHandle: true)
    {
        Initialize((ulong)length);
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)length, Alignment));
    }

    /// <summary>Reads all of it from a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="offset">Where in the file it begins, in bytes.</param>
    /// <exception cref="IOException">The file cannot be read, or ends before.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public void Fill(string path, long offset)
    {
        using var file = File.OpenHandle(path);
        var length = (long)ByteLength;
        for (long done = 0, read; done < length; done += read)
        {
            read = RandomAccess.Read(file, new Span<byte>((byte*)handle + done, (int)Math.Min(length - done, Part)), offset + done);
            if (read == 0)
            {
                throw new EndOfStreamException($"it ends before byte {offset + length}.");
            }
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
