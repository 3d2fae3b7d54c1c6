namespace CLiKA.OnnxRuntime.Models;

/// <summary>Finds the graph in a model folder.</summary>
internal static class GraphFile
{
    private static readonly string[] UsualNames =
        ["model.onnx", "decoder_model_merged.onnx", "onnx/model.onnx", "onnx/decoder_model_merged.onnx"];

    /// <summary>
    /// Returns the path of the graph within the folder: a usual name, or else the only graph there is; <c>model.onnx</c> if there is none.
    /// </summary>
    /// <exception cref="InvalidInputException">There are several, and none has a usual name.</exception>
    public static string Find(string folder)
    {
        if (UsualNames.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) is { } usual)
        {
            return usual;
        }

        var files = FilesIn(folder, string.Empty).Concat(FilesIn(folder, "onnx/"));
        string[] others = [.. files.Where(name => name.EndsWith(".onnx", StringComparison.Ordinal))];
        return others.Length <= 1 ? others.FirstOrDefault(UsualNames[0]) : throw new InvalidInputException(
            folder, $"has several graphs: {string.Join(", ", others)}; expected one. Keep the one to ask, or name it {UsualNames[0]}.");
    }

    private static IEnumerable<string> FilesIn(string folder, string below) => Directory.Exists(Path.Combine(folder, below))
        ? Directory.EnumerateFiles(Path.Combine(folder, below)).Select(file => below + Path.GetFileName(file)).Order(StringComparer.Ordinal)
        : [];
}
