using System.IO.MemoryMappedFiles;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Adapters;

/// <summary>
/// The weights that the CPU sessions of one graph share, with and without adapters: matrices that ONNX Runtime reads in place, which are copied
/// into memory; matrices that it pre-packs when it loads the graph, which are memory-mapped; and the pre-packed form, of which it keeps one for
/// all sessions.
/// </summary>
internal sealed class SharedWeights : IDisposable
{
    private readonly string _graphPath;
    private readonly StoredGraph _graph;
    private readonly Func<SessionOptions> _options;
    private readonly PrePackedWeightsContainer _packed = new();
    private readonly Dictionary<string, MemoryMappedViewAccessor> _views = new(StringComparer.Ordinal);
    private readonly List<(string Name, OrtValue Value)> _matrices = [];
    private readonly List<NativeCopy> _copies = [];

    private SharedWeights(string graphPath, StoredGraph graph, Func<SessionOptions> options)
    {
        (_graphPath, _graph, _options) = (graphPath, graph, options);
        try
        {
            foreach (var matrix in graph.Matrices)
            {
                // ONNX Runtime reports a missing or truncated file when it loads the graph.
                if (new FileInfo(matrix.File) is { Exists: true } file && matrix.Offset <= file.Length - matrix.Length)
                {
                    _matrices.Add((matrix.Name, OrtValue.CreateTensorValueWithData(
                        OrtMemoryInfo.DefaultInstance, (TensorElementType)matrix.Type, [.. matrix.Dimensions], PlaceOf(matrix), matrix.Length)));
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Types and dimensions of the graph's LoRA inputs, by name.</summary>
    public IReadOnlyDictionary<string, LoraInputShape> LoraInputs => _graph.LoraInputs;

    /// <summary>Loads the weights of a graph in CLiKA's own format that takes adapters; returns null for any other graph.</summary>
    /// <param name="graphPath">Path of the graph.</param>
    /// <param name="options">Creates the options that each session is opened with.</param>
    /// <exception cref="InvalidInputException">A weight file cannot be read.</exception>
    public static SharedWeights? Of(string graphPath, Func<SessionOptions> options) =>
        StoredGraph.TryRead(graphPath) is { LoraInputs.Count: > 0 } graph && graph.Inputs.Contains(GraphNames.LogitPositions)
            ? new(graphPath, graph, options)
            : null;

    /// <summary>Opens a session of the graph.</summary>
    /// <param name="adapter">The adapter to apply as initializers; null for the graph alone.</param>
    /// <returns>The session, to be disposed of before this instance.</returns>
    /// <exception cref="InvalidInputException">
    /// The graph cannot be loaded, or a value of the adapter is outside the range of its 16-bit type.
    /// </exception>
    public InferenceSession Open(FittedAdapter? adapter)
    {
        using var options = _options();
        _matrices.ForEach(matrix => options.AddInitializer(matrix.Name, matrix.Value));
        if (adapter is null)
        {
            return SessionOpener.Load(_graphPath, () => new(_graphPath, options, _packed));
        }

        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", _graph.Folder);
        var model = adapter.ApplyTo(_graphPath, _graph.WithAdapter);
        return SessionOpener.Load(_graphPath, () => new(model, options, _packed));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _matrices.ForEach(matrix => matrix.Value.Dispose());
        _packed.Dispose();
        _copies.ForEach(copy => copy.Dispose());
        foreach (var view in _views.Values)
        {
            view.Dispose();
        }
    }

    // Weights that are read in place are copied, so that overwriting the file cannot change them during a run.
    private nint PlaceOf(StoredTensor matrix)
    {
        try
        {
            return _graph.IsReadInPlace(matrix)
                ? Copied(matrix).DangerousGetHandle()
                : ViewOf(matrix.File).SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)matrix.Offset;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            throw new InvalidInputException(matrix.File, $"cannot be read: {error.Message}", error);
        }
    }

    // Native memory, because AddInitializer accepts no memory that ONNX Runtime has allocated itself.
    private NativeCopy Copied(StoredTensor matrix)
    {
        var copy = new NativeCopy(matrix.Length);
        _copies.Add(copy);
        copy.Fill(matrix.File, matrix.Offset);
        return copy;
    }

    private MemoryMappedViewAccessor ViewOf(string path)
    {
        if (!_views.TryGetValue(path, out var view))
        {
            using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            _views[path] = view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        }

        return view;
    }
}
