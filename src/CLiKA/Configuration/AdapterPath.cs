namespace CLiKA.Configuration;

/// <summary>Distinguishes LoRA adapters from models by their paths.</summary>
public static class AdapterPath
{
    /// <summary>File name extension of an adapter of ONNX Runtime.</summary>
    public const string Extension = ".onnx_adapter";

    /// <summary>The file that marks a folder as a PEFT adapter.</summary>
    public const string PeftFile = "adapter_config.json";

    /// <summary>
    /// Returns whether a path is that of an adapter rather than a model: an adapter file, or a folder with PEFT's file and none of a model's.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <returns>Whether it is that of an adapter; the file itself may be missing.</returns>
    public static bool IsAdapter(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(Extension, StringComparison.Ordinal)
            || (File.Exists(Path.Combine(path, PeftFile)) && !File.Exists(Path.Combine(path, "config.json")));
    }
}
