using CLiKA.Onnx.Adapters;

namespace CLiKA.OnnxRuntime;

/// <summary>Opens a taught model: an adapter for the untaught model, or a model folder of its own.</summary>
public static class TaughtModel
{
    private const string PeftFile = "adapter_config.json";

    /// <summary>Opens a taught model.</summary>
    /// <param name="untaught">The model before teaching; an adapter is applied to its weights.</param>
    /// <param name="path">Path of an <c>.onnx_adapter</c> file, of a PEFT folder, or of a model's folder.</param>
    /// <param name="options">Options for a model that has a folder of its own.</param>
    /// <returns>The taught model, to be disposed of before the untaught one.</returns>
    /// <exception cref="InvalidInputException">Nothing exists at the path, or it is damaged or does not fit the model.</exception>
    public static OnnxAnswerer Open(OnnxAnswerer untaught, string path, OnnxAnswererOptions options)
    {
        ArgumentNullException.ThrowIfNull(untaught);
        ArgumentNullException.ThrowIfNull(options);
        if (File.Exists(path) || File.Exists(Path.Combine(path, PeftFile)))
        {
            return untaught.Adapter is null ? untaught.With(path) : throw new InvalidInputException(
                path, $"cannot be applied beside {untaught.Adapter}; expected the folder of a whole taught model, or a model without an adapter.");
        }

        return Directory.Exists(path) ? OnnxAnswerer.Load(path, options with { Adapter = null }) : throw new InvalidInputException(
            path,
            $"no such file or folder; expected an {OnnxAdapterFile.Extension} file, a PEFT folder, or the folder of a whole taught model.");
    }
}
