using CLiKA.Onnx;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Devices;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.Benchmarks;

/// <summary>
/// Times the matrix products that a batch needs, each alone in a graph: what the machine could do with nothing else to do.
/// </summary>
internal sealed class ProductClock : IDisposable
{
    private readonly List<Product> _products = [];
    private readonly DeviceRequest _device;
    private readonly WeightType _type;
    private readonly int _threads;
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-products-").FullName;

    /// <summary>Prepares the products.</summary>
    /// <param name="model">Shape of the model.</param>
    /// <param name="tokens">Tokens of a batch.</param>
    /// <param name="positions">Positions of a batch at which logits are made: of the last layer, all that is needed elsewhere are keys and values.</param>
    /// <param name="device">Where they are computed.</param>
    /// <param name="type">With how many bits.</param>
    /// <param name="threads">Threads.</param>
    public ProductClock(DecoderConfiguration model, int tokens, int positions, DeviceRequest device, WeightType type, int threads)
    {
        (_device, _type, _threads) = (device, type, threads);
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

    /// <summary>Multiplications and additions of all products of a batch.</summary>
    public double Operations => _products.Sum(product => 2.0 * product.Rows * product.Inner * product.Columns * product.Times);

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
        if (times == 0)
        {
            return;
        }

        var product = new Product(Path.Combine(_folder, $"{_products.Count}.onnx"), rows, inner, columns, times);
        var graph = new OnnxGraph();
        var element = _type == WeightType.Float32 ? OnnxElementType.Float : OnnxElementType.Float16;
        var input = graph.Input("input", element, rows, inner);
        var weight = graph.Initializer(new("weight", element, [inner, columns], stream =>
            WeightBytes.Write(stream, "weight", Values(inner * columns), _type)));
        graph.Node("MatMul", "output", [input, weight]);
        graph.Output("output", element, rows, columns);
        OnnxModelFile.Write(product.Path, graph, int.MaxValue);
        _products.Add(product);
    }

    // One session at a time: the threads of another would wait for work on the same cores. The first run does not count.
    private double Seconds(Product product)
    {
        using var open = SessionOpener.Open(product.Path, _device, _threads);
        if (open.DeviceClass != "cpu")
        {
            open.Session.EndProfiling();
        }

        // Bound once: on a device the input is moved there once, too.
        using var input = InputOf(product);
        using var options = new RunOptions();
        using var binding = open.Session.CreateIoBinding();
        binding.BindInput("input", input);
        binding.BindOutputToDevice("output", open.Memory);
        void Run()
        {
            open.Session.RunWithBinding(options, binding);
            binding.SynchronizeBoundOutputs();
        }

        Run();
        return Rounds.Time(() =>
        {
            for (var time = 0; time < product.Times; time++)
            {
                Run();
            }
        });
    }

    private OrtValue InputOf(Product product)
    {
        long[] shape = [product.Rows, product.Inner];
        var values = Values(product.Rows * product.Inner);
        return _type == WeightType.Float32
            ? OrtValue.CreateTensorValueFromMemory(values, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (Float16)value), shape);
    }

    private sealed record Product(string Path, int Rows, int Inner, int Columns, int Times);
}
