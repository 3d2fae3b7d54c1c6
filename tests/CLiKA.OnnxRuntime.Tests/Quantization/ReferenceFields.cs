using System.Runtime.InteropServices;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>What a script in Reference printed for a matrix: lines of the matrix's name, the name of a tensor, and its bytes in base 64.</summary>
internal static class ReferenceFields
{
    /// <summary>Reads the fields of a matrix.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="matrix">Name of the matrix.</param>
    public static Dictionary<string, string> Of(string file, string matrix) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Quantization", "Reference", file))
            .Select(line => line.Split(' ', 3)).Where(line => line[0] == matrix).ToDictionary(line => line[1], line => line[2]);

    /// <summary>Decodes numbers of 32 bits.</summary>
    public static float[] Floats(string field) => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(field)).ToArray();
}
