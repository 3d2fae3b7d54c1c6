namespace CLiKA.OnnxRuntime.Models;

/// <summary>Finds the graph in a model's folder.</summary>
internal static class GraphFile
{
    private static readonly string[] UsualNames =
        ["model.onnx", "decoder_model_merged.onnx", "onnx/model.onnx", "onnx/decoder_model_merged.onnx"];

    // What exporters add to the name of a graph for the files with the weights that do not fit in it; a number may follow.
    private static readonly string[] WeightSuffixes = [".data", "_data"];

    /// <summary>Name of the graph: a usual one, or that of the only graph there is.</summary>
    /// <exception cref="InvalidInputException">There is none, or there are several and none has a usual name.</exception>
    public static string Find(string folder)
    {
        if (UsualNames.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) is { } usual)
        {
            return usual;
        }

        var files = FilesIn(folder, string.Empty).Concat(FilesIn(folder, "onnx/"));
        string[] others = [.. files.Where(name => name.EndsWith(".onnx", StringComparison.Ordinal))];
        return others.Length <= 1 ? others.FirstOrDefault(UsualNames[0]) : throw new InvalidInputException(
            folder, $"holds several graphs: {string.Join(", ", others)}; expected {UsualNames[0]}, or only one: keep the one to be asked.");
    }

    /// <summary>Names of the files beside a graph that hold its weights.</summary>
    public static IEnumerable<string> WeightsOf(string folder, string graph) =>
        FilesIn(folder, graph[..(graph.LastIndexOf('/') + 1)])
            .Where(name => WeightSuffixes.Any(suffix => name.StartsWith(graph + suffix, StringComparison.Ordinal)));

    private static IEnumerable<string> FilesIn(string folder, string below) => Directory.Exists(Path.Combine(folder, below))
        ? Directory.EnumerateFiles(Path.Combine(folder, below)).Select(file => below + Path.GetFileName(file)).Order(StringComparer.Ordinal)
        : [];
}
