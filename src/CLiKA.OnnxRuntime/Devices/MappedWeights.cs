using System.Globalization;
using System.Runtime.InteropServices;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>
/// Weights that ONNX Runtime reads in the file where they stand. It maps them into memory, and has no switch for it: whoever cuts such a file off, as
/// a copy over it does, takes them away under the runs that read them, which ends the process.
/// </summary>
internal static unsafe partial class MappedWeights
{
    private const string Mappings = "/proc/self/maps";
    private const int Part = 1 << 26;

    // PROT_READ | PROT_WRITE, and MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, of Linux.
    private const int ReadAndWrite = 3;
    private const int AnonymousInItsPlace = 0x32;

    /// <summary>
    /// Puts memory of this process in the place of what is mapped of some files. Does so on Linux alone: Windows lets nobody write over such files.
    /// Nothing may read there meanwhile, or let go of it.
    /// </summary>
    /// <param name="paths">The files.</param>
    public static void Detach(IEnumerable<string> paths)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Mappings))
        {
            return;
        }

        var names = paths.Select(RealPath).ToHashSet(StringComparer.Ordinal);
        foreach (var line in File.ReadAllLines(Mappings))
        {
            // 7f0000000000-7f0000001000 rw-p 00000000 fe:00 1234     /folder/model.onnx_data
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);

            // What others share is mapped by CLiKA itself, for as long as a graph is loaded.
            if (fields.Length == 6 && fields[1].EndsWith('p') && names.Contains(fields[5].TrimStart()))
            {
                var range = fields[0].Split('-');
                Detach(Address(range[0]), Address(range[1]));
            }
        }
    }

    // A mapping has the name of the file itself, and of no link that leads to it or to a folder above it.
    private static string RealPath(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be read was not mapped either.
            return path;
        }
    }

    private static byte* Address(string hexadecimal) =>
        (byte*)ulong.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static void Detach(byte* begin, byte* end)
    {
        var buffer = new byte[Math.Min(Part, end - begin)];
        for (var part = begin; part < end; part += buffer.Length)
        {
            var content = new Span<byte>(part, (int)Math.Min(buffer.Length, end - part));
            content.CopyTo(buffer);
            if (Map(part, (nuint)content.Length, ReadAndWrite, AnonymousInItsPlace, -1, 0) != part)
            {
                // Without the memory it can be read as it was.
                return;
            }

            buffer.AsSpan(0, content.Length).CopyTo(content);
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);
}
