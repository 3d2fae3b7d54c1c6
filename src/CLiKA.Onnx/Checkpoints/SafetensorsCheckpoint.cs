using CLiKA.Input;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a HuggingFace folder: <c>model.safetensors</c>, or the shards that <c>model.safetensors.index.json</c> lists. Values are read on
/// demand.
/// </summary>
public sealed class SafetensorsCheckpoint : IWeightSource, IDisposable
{
    private const string WholeFile = "model.safetensors";
    private const string IndexFile = "model.safetensors.index.json";
    private const string Weight = ".weight";
    private const string OfOldQuantizers = "quantize_config.json";

    private static readonly string[] PartsOfQuantized =
        [".qweight", ".weight_packed", ".scales", ".weight_scale", ".weight_scale_inv", ".weight.absmax", BitsAndBytesQuantization.Largest, Mxfp4Quantization.Blocks];

    private readonly string _listing;
    private readonly List<SafetensorsFile> _parts = [];
    private readonly Dictionary<string, SafetensorsFile> _partOf = new(StringComparer.Ordinal);

    private readonly HashSet<string> _requested = new(StringComparer.Ordinal);

    private readonly CancellationToken _cancellationToken;

    private SafetensorsCheckpoint(string listing, CancellationToken cancellationToken) => (_listing, _cancellationToken) = (listing, cancellationToken);

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="cancellationToken">Cancels whatever reads the weights later.</param>
    /// <returns>The checkpoint, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">A file is missing, truncated or damaged, or lies outside the folder.</exception>
    public static SafetensorsCheckpoint Open(string folder, CancellationToken cancellationToken = default)
    {
        var (whole, index) = (Path.Combine(folder, WholeFile), Path.Combine(folder, IndexFile));
        if (!File.Exists(whole) && !File.Exists(index))
        {
            var way = Directory.EnumerateFiles(folder, "pytorch_model*").Any()
                ? " Convert pytorch_model.bin with HuggingFace's library: AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(NEW)."
                : string.Empty;
            throw new InvalidInputException(folder, $"{WholeFile} and {IndexFile} are missing; expected one of them.{way}");
        }

        var checkpoint = new SafetensorsCheckpoint(File.Exists(whole) ? whole : index, cancellationToken);
        try
        {
            if (File.Exists(whole))
            {
                checkpoint.AddAll(whole);
            }
            else
            {
                checkpoint.AddListed(folder, index);
            }

            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Returns whether a weight exists.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <returns>Whether it exists.</returns>
    public bool Has(string name) => _partOf.ContainsKey(name);

    /// <summary>Returns the weights of a decoder, by their Llama names.</summary>
    /// <param name="configuration">Shape of the decoder.</param>
    /// <returns>The weights. All that are needed must be required before the first is read, which throws where the decoder has others.</returns>
    public IWeightSource Of(DecoderConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new DecoderWeights(this, configuration, []);
    }

    /// <inheritdoc/>
    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (EntryOf(name) is { HasNumbers: false, Type: var type })
        {
            throw Error(name, $"is of type {type}; expected F32, F16 or BF16.{WhereQuantized(name)}");
        }

        PartOf(name).Require(name, shape);
    }

    /// <inheritdoc/>
    public void Read(string name, long offset, Span<float> values)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _partOf[name].Read(name, offset, values);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _parts.ForEach(part => part.Dispose());

    /// <summary>Names of all tensors.</summary>
    internal IEnumerable<string> Names => _partOf.Keys;

    /// <summary>Names of the tensors that were requested.</summary>
    internal IReadOnlyCollection<string> Requested => _requested;

    /// <summary>Returns the header entry of a tensor.</summary>
    /// <exception cref="InvalidInputException">The tensor is missing.</exception>
    internal TensorEntry EntryOf(string name) => PartOf(name).EntryOf(name);

    /// <summary>Throws where a tensor is missing, or has another type or shape.</summary>
    /// <exception cref="InvalidInputException">The tensor is missing, or has another type or shape.</exception>
    internal void Require(string name, string type, IReadOnlyList<long> shape)
    {
        var found = EntryOf(name);
        if (found.Type != type || !found.Shape.SequenceEqual(shape))
        {
            throw Error(name, $"is {found.Type} [{string.Join(", ", found.Shape)}]; expected {type} [{string.Join(", ", shape)}].");
        }
    }

    /// <summary>Throws where a tensor is missing, or does not contain floating-point numbers that can be read directly.</summary>
    /// <exception cref="InvalidInputException">The tensor is missing, or has another type.</exception>
    internal void RequireNumbers(string name) => PartOf(name).RequireNumbers(name);

    /// <summary>Reads a segment of a tensor of any type as bytes.</summary>
    internal void ReadBytes(string name, long offset, Span<byte> bytes)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _partOf[name].ReadBytes(name, offset, bytes);
    }

    /// <summary>Creates an error about an existing tensor.</summary>
    internal InvalidInputException Error(string name, string problem) => _partOf[name].Error(name, problem);

    private SafetensorsFile PartOf(string name)
    {
        if (_partOf.TryGetValue(name, out var part))
        {
            _requested.Add(name);
            return part;
        }

        throw new InvalidInputException(_listing, $"'{name}' is missing, but config.json requires it.{WhereQuantized(name)}");
    }

    // Where other tensors of the same matrix exist.
    private string WhereQuantized(string name)
    {
        var stem = name.EndsWith(Weight, StringComparison.Ordinal) ? name[..^Weight.Length] : name;
        var found = Array.Find(PartsOfQuantized, part => _partOf.ContainsKey(stem + part));
        var before = Path.Combine(Path.GetDirectoryName(_listing)!, OfOldQuantizers);
        return found is null ? string.Empty
            : $" '{stem}{found}' suggests that weights are quantized; describe how in 'quantization_config' of config.json."
            + (File.Exists(before) ? $" Copy the properties of {before} there, and add a \"quant_method\"." : string.Empty);
    }

    private void AddAll(string path)
    {
        var part = Add(path);
        foreach (var name in part.Names)
        {
            _partOf.Add(name, part);
        }
    }

    private void AddListed(string folder, string index)
    {
        var map = JsonInput.ReadObject(index).Record("weight_map");
        var parts = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        foreach (var property in map.Element.EnumerateObject())
        {
            var file = property.Value.ToString();
            if (!InnerPath.Is(file))
            {
                throw map.Error($"'{file}' is not the name of a file in this folder.");
            }

            if (!parts.TryGetValue(file, out var part))
            {
                var path = Path.Combine(folder, file);
                part = parts[file] = File.Exists(path) ? Add(path)
                    : throw map.Error($"'{property.Name}' is in {file}, which is missing; the download may be incomplete.");
            }

            _partOf[property.Name] = part.Names.Contains(property.Name)
                ? part
                : throw map.Error($"'{property.Name}' is listed as part of {file}, but is not in it.");
        }
    }

    private SafetensorsFile Add(string path)
    {
        var part = SafetensorsFile.Open(path);
        _parts.Add(part);
        return part;
    }
}
