namespace CLiKA.Configuration;

/// <summary>Tells LoRA adapters from models by their paths.</summary>
public static class AdapterPath
{
    /// <summary>How the name of a file ends that is an adapter of ONNX Runtime.</summary>
    public const string Extension = ".onnx_adapter";

    /// <summary>The file that makes a folder an adapter as PEFT writes it.</summary>
    public const string PeftFile = "adapter_config.json";

    /// <summary>Whether a path is of an adapter, and not of a model: such a file, or a folder that has PEFT's file and no model's.</summary>
    /// <param name="path">The path.</param>
    /// <returns>True where it is; the file itself need not exist.</returns>
    public static bool IsAdapter(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(Extension, StringComparison.Ordinal)
            || (File.Exists(Path.Combine(path, PeftFile)) && !File.Exists(Path.Combine(path, "config.json")));
    }
}
