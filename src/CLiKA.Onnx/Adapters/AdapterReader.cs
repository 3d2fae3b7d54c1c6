namespace CLiKA.Onnx.Adapters;

/// <summary>Reads an adapter in either form: a file of ONNX Runtime, or a folder of PEFT.</summary>
public static class AdapterReader
{
    /// <summary>Reads an adapter.</summary>
    /// <param name="path">Path of an <c>.onnx_adapter</c> file, or of a PEFT folder.</param>
    /// <returns>The adapter.</returns>
    /// <exception cref="InvalidInputException">It is missing or damaged, or is more than plain LoRA.</exception>
    public static LoraAdapter Read(string path) =>
        Directory.Exists(path) ? PeftFolder.Read(path)
        : File.Exists(path) ? OnnxAdapterFile.Read(path)
        : throw new InvalidInputException(path, $"no such file or folder; expected an {OnnxAdapterFile.Extension} file, or a PEFT folder.");

    /// <summary>What an adapter is called: its file's or folder's name, the same in both forms.</summary>
    /// <param name="path">Path of the file or folder.</param>
    /// <returns>The name, without <c>.onnx_adapter</c>.</returns>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return name.EndsWith(OnnxAdapterFile.Extension, StringComparison.Ordinal) ? name[..^OnnxAdapterFile.Extension.Length] : name;
    }
}
