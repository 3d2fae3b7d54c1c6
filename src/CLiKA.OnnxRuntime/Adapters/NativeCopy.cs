using System.Runtime.InteropServices;

namespace CLiKA.OnnxRuntime.Adapters;

/// <summary>
/// A copy of part of a file in native memory, which may exceed the maximum length of an array and does not count against the limit of the .NET
/// heap.
/// </summary>
internal sealed unsafe class NativeCopy : SafeBuffer
{
    // The size of a cache line, and the alignment that ONNX Runtime gives its own tensors.
    private const int Alignment = 64;

    // A single read is limited to 2 GiB.
    private const int MaximumRead = 1 << 26;

    /// <summary>Allocates the memory without initializing it.</summary>
    /// <param name="length">Length in bytes; at least 1.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
    public NativeCopy(long length)
        : base(ownsHandle: true)
    {
        Initialize((ulong)length);
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)length, Alignment));
    }

    /// <summary>Fills the memory from a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="offset">Offset in the file of the first byte to read.</param>
    /// <exception cref="IOException">The file cannot be read, or ends before the memory is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public void Fill(string path, long offset)
    {
        using var file = File.OpenHandle(path);
        var length = (long)ByteLength;
        for (long done = 0, read; done < length; done += read)
        {
            read = RandomAccess.Read(file, new Span<byte>((byte*)handle + done, (int)Math.Min(length - done, MaximumRead)), offset + done);
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
