using System.Diagnostics;
using System.Runtime.InteropServices;
using CLiKA.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.Benchmarks;

/// <summary>
/// Times the matrix products that a batch needs, each alone in a graph: what the machine could do with nothing else to do.
/// </summary>
internal sealed class ProductClock : IDisposable
{
    private readonly List<Product> _products = [];
    private readonly int _threads;
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-products-").FullName;

    /// <summary>Prepares the products.</summary>
    /// <param name="model">Shape of the model.</param>
    /// <param name="tokens">Tokens of a batch.</param>
    /// <param name="positions">Positions of a batch at which logits are made: of the last layer, all that is needed elsewhere are keys and values.</param>
    /// <param name="threads">Threads.</param>
    public ProductClock(LlamaConfiguration model, int tokens, int positions, int threads)
    {
        _threads = threads;
        var (width, wide, heads, shared) =
            (model.HiddenSize, model.IntermediateSize, model.Heads * model.HeadSize, model.KeyValueHeads * model.HeadSize);
        AddLayers(tokens, model.Layers - 1);
        AddLayers(positions, 1);
        Add(tokens, width, shared, 2 * model.Layers);
        Add(positions, width, model.VocabularySize, 1);

        // All of a layer but keys and values.
        void AddLayers(int rows, int layers)
        {
            Add(rows, width, heads, layers);
            Add(rows, heads, width, layers);
            Add(rows, width, wide, 2 * layers);
            Add(rows, wide, width, layers);
        }
    }

    /// <summary>Seconds that all products of a batch take.</summary>
    public double Seconds() => _products.Sum(Seconds);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static float[] Values(int count)
    {
        var random = new Random(1);
        var values = new float[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = random.NextSingle() - 0.5f;
        }

        return values;
    }

    private void Add(int rows, int inner, int columns, int times)
    {
        var product = new Product(Path.Combine(_folder, $"{_products.Count}.onnx"), rows, inner, columns, times);
        var graph = new OnnxGraph();
        var input = graph.Input("input", OnnxElementType.Float, rows, inner);
        var weight = graph.Initializer(new("weight", OnnxElementType.Float, [inner, columns], stream =>
            stream.Write(MemoryMarshal.AsBytes<float>(Values(inner * columns)))));
        graph.Node("MatMul", "output", [input, weight]);
        graph.Output("output", OnnxElementType.Float, rows, columns);
        OnnxModelFile.Write(product.Path, graph, int.MaxValue);
        _products.Add(product);
    }

    // One session at a time: the threads of another would wait for work on the same cores. What is timed writes into the same memory again
    // and again, after a run that does not count.
    private double Seconds(Product product)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = _threads };
        using var session = new InferenceSession(product.Path, settings);
        using var input = OrtValue.CreateTensorValueFromMemory(Values(product.Rows * product.Inner), [product.Rows, product.Inner]);
        using var output = OrtValue.CreateTensorValueFromMemory(new float[product.Rows * product.Columns], [product.Rows, product.Columns]);
        using var options = new RunOptions();
        void Run() => session.Run(options, ["input"], [input], ["output"], [output]);
        Run();
        var clock = Stopwatch.StartNew();
        for (var time = 0; time < product.Times; time++)
        {
            Run();
        }

        return clock.Elapsed.TotalSeconds;
    }

    private sealed record Product(string Path, int Rows, int Inner, int Columns, int Times);
}
