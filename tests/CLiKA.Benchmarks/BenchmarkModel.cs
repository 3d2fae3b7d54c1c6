using System.Text.Json;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Benchmarks;

/// <summary>A model with random weights and a tokenizer of one token a byte.</summary>
internal sealed class BenchmarkModel : IDisposable
{
    private const int Positions = 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-benchmark-").FullName;

    /// <summary>Writes the model in CLiKA's shape.</summary>
    /// <param name="layers">Layers.</param>
    /// <param name="width">Width of the residual stream.</param>
    /// <param name="vocabulary">Number of tokens.</param>
    /// <param name="type">How weights are stored and computed with.</param>
    /// <param name="weights">The weights; null for those that <see cref="WriteForPeers"/> writes too.</param>
    /// <param name="isTied">Whether its embeddings are also what makes logits.</param>
    /// <param name="lora">The projections that take adapters; null for none.</param>
    public BenchmarkModel(
        int layers,
        int width,
        int vocabulary,
        WeightType type = WeightType.Float32,
        IWeightSource? weights = null,
        bool isTied = false,
        IReadOnlyCollection<string>? lora = null)
    {
        Configuration = new()
        {
            VocabularySize = vocabulary,
            HiddenSize = width,
            IntermediateSize = (8 * width / 3 + 63) / 64 * 64,
            Layers = layers,
            Heads = width / 64,
            KeyValueHeads = width / 64,
            HeadSize = 64,
            MaximumPositions = Positions,
            TiedEmbeddings = isTied,
        };
        weights ??= new ArrayWeights(RandomWeights(Configuration));
        DecoderGraph.Write(Path.Combine(_folder, "model.onnx"), Configuration, weights, type, lora: lora);
        Configuration.Write(Path.Combine(_folder, "config.json"));
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), JsonSerializer.Serialize(new
        {
            pre_tokenizer = new { type = "ByteLevel", add_prefix_space = false, trim_offsets = true, use_regex = false },
            decoder = new { type = "ByteLevel", add_prefix_space = true, trim_offsets = true },
            model = new
            {
                type = "BPE",
                vocab = ByteAlphabet.Characters.Index().ToDictionary(pair => pair.Item.ToString(), pair => pair.Index),
                merges = Array.Empty<string>(),
            },
        }));
    }

    public DecoderConfiguration Configuration { get; }

    public string Folder => _folder;

    /// <summary>Path of a graph that takes no past and makes logits at every position.</summary>
    public string NaiveGraph => Path.Combine(_folder, "naive.onnx");

    /// <summary>Writes the same weights as others read them: as another exporter's graph, and in safetensors.</summary>
    public void WriteForPeers()
    {
        var weights = RandomWeights(Configuration);
        ExportedLlama.Write(NaiveGraph, Configuration, hasPast: false, values: weights);
        CheckpointFile.Write(Path.Combine(_folder, "model.safetensors"), Configuration, weights);
    }

    /// <summary>Random weights with which logits differ between prompts about as much as between tokens.</summary>
    public static Func<string, float[]> RandomWeights(DecoderConfiguration configuration) => SmallLlama.Weights(configuration, mean: 0);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
