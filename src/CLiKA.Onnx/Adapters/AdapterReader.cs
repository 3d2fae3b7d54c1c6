namespace CLiKA.Onnx.Adapters;

/// <summary>Reads LoRA adapters in either format: a file of ONNX Runtime, or a folder of PEFT.</summary>
public static class AdapterReader
{
    /// <summary>Reads an adapter.</summary>
    /// <param name="path">Path of an <c>.onnx_adapter</c> file, or of a PEFT folder.</param>
    /// <returns>The adapter.</returns>
    /// <exception cref="InvalidInputException">The adapter is missing or damaged, or is more than plain LoRA.</exception>
    public static LoraAdapter Read(string path) =>
        Directory.Exists(path) ? PeftFolder.Read(path)
        : File.Exists(path) ? OnnxAdapterFile.Read(path)
        : throw new InvalidInputException(path, $"no such file or folder; expected an {OnnxAdapterFile.Extension} file or a PEFT folder.");

    /// <summary>Returns the name of an adapter: its file's or folder's name, the same in both formats.</summary>
    /// <param name="path">Path of the file or folder.</param>
    /// <returns>The name, without <c>.onnx_adapter</c>.</returns>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return name.EndsWith(OnnxAdapterFile.Extension, StringComparison.Ordinal) ? name[..^OnnxAdapterFile.Extension.Length] : name;
    }
}
