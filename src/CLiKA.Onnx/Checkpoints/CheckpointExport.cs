using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CLiKA.Input;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>Exports a decoder's HuggingFace checkpoint to a model folder.</summary>
public static class CheckpointExport
{
    /// <summary>Names of the files besides configuration and weights that are copied with a model, where they exist.</summary>
    public static ImmutableArray<string> Accompanying { get; } =
        ["tokenizer.json", "tokenizer_config.json", "generation_config.json", "chat_template.jinja"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    /// <summary>
    /// Writes <c>model.onnx</c> (and <c>model.onnx_data</c> where it would exceed 2 GiB) and <c>config.json</c>, and copies the tokenizer's files. At
    /// no time is more than part of a weight in memory.
    /// </summary>
    /// <param name="source">Folder of the checkpoint: <c>config.json</c>, <c>tokenizer.json</c> and safetensors.</param>
    /// <param name="target">Folder to write to, which must not exist or be empty. It is left unchanged when the export fails or is cancelled.</param>
    /// <param name="weightType">The type of the stored weights.</param>
    /// <param name="lora">The projections with LoRA inputs, some of <see cref="LoraProjections.Known"/> that the model has; null for none.</param>
    /// <param name="merged">An adapter to merge into the weights; null for none.</param>
    /// <param name="complete">
    /// Receives the path and the files of the folder, and may add to it before it is renamed to <paramref name="target"/>; null where nothing is to
    /// be added.
    /// </param>
    /// <param name="rounding">Additional rounding; null for none.</param>
    /// <param name="ignored">
    /// Names of unknown properties in config.json, and parts of the names of unused tensors, that do not affect logits; null for none.
    /// </param>
    /// <param name="cancellationToken">Cancels the export while it reads weights.</param>
    /// <returns>Names of the files written, and the shape of the model with the quantization that was found.</returns>
    /// <exception cref="InvalidInputException">
    /// A file is missing, damaged or describes a model that the graph cannot represent, a weight is outside the range of the 16-bit type, the target
    /// is not empty, a projection is unknown, or the adapter changes one that the model does not have.
    /// </exception>
    public static (IReadOnlyList<string> Files, DecoderConfiguration Configuration) Write(
        string source, string target, WeightType weightType, IReadOnlyCollection<string>? lora = null, LoraAdapter? merged = null,
        Action<string, IReadOnlyList<string>>? complete = null, ExportRounding? rounding = null,
        IReadOnlyCollection<string>? ignored = null, CancellationToken cancellationToken = default)
    {
        var configurationPath = Path.Combine(source, "config.json");
        if (!File.Exists(configurationPath))
        {
            throw new InvalidInputException(configurationPath, "no such file; expected the folder of a HuggingFace checkpoint, with config.json, tokenizer.json and safetensors.");
        }

        var json = JsonInput.ReadOfPython(configurationPath);
        var configuration = DecoderConfiguration.Read(json, ignored);
        rounding ??= ExportRounding.None;
        rounding.Require(configurationPath, configuration.Quantization);
        using var checkpoint = SafetensorsCheckpoint.Open(source, cancellationToken);
        if (!File.Exists(Path.Combine(source, "tokenizer.json")))
        {
            throw new InvalidInputException(
                Path.Combine(source, "tokenizer.json"),
                File.Exists(Path.Combine(source, "tokenizer.model"))
                    ? "no such file, but a model folder needs it. Create it from tokenizer.model with HuggingFace's library: "
                        + "AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)."
                    : "no such file, but a model folder needs it.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new InvalidInputException(target, "is not empty; expected a new or empty folder.");
        }

        var found = new DecoderWeights(checkpoint, configuration, ignored ?? []);
        var weights = Named(found, configuration);
        try
        {
            using var workshop = AtomicFolder.For(target);
            WriteGraph(source, () => DecoderGraph.Write(
                Path.Combine(workshop.Path, "model.onnx"),
                configuration,
                rounding.Of(merged is null ? weights : new MergedWeights(weights, merged, configuration)),
                weightType,
                lora: lora));
            WriteConfiguration(json, Path.Combine(workshop.Path, "config.json"), configuration, rounding, ignored ?? []);
            foreach (var name in Accompanying.Where(name => File.Exists(Path.Combine(source, name))))
            {
                PlainFile.Require(Path.Combine(source, name));
                File.Copy(Path.Combine(source, name), Path.Combine(workshop.Path, name));
            }

            var files = workshop.Files;
            complete?.Invoke(workshop.Path, files);
            workshop.Finish();
            return (files, configuration with { Quantization = found.Quantization });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(target, $"cannot be written: {error.Message}", error);
        }
    }

    // Maps the weights to the names of the graph.
    private static IWeightSource Named(DecoderWeights weights, DecoderConfiguration configuration)
    {
        var variant = configuration.Variant;
        return variant.Experts is { } experts ? new ExpertWeights(weights, configuration, experts)
            : variant.Fused == FusedProjections.None ? Unfused()
            : new FusedWeights(Unfused(), configuration);

        IWeightSource Unfused() => variant.StoresTransposed ? new TransposedWeights(weights)
            : HeadNormWeights.AreIn(weights) ? new HeadNormWeights(weights)
            : weights;
    }

    private static void WriteGraph(string source, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            throw new InvalidInputException(source, error.Message, error);
        }
    }

    // Copied, except for the longest sequence, which a sliding window can shorten, for what was rounded or ignored, for a quantization that another
    // file describes, and for multimodal models, of which only the decoder is written.
    private static void WriteConfiguration(
        JsonRecord read, string target, DecoderConfiguration configuration, ExportRounding rounding, IReadOnlyCollection<string> ignored)
    {
        var json = JsonObject.Create(read.Element)!;
        DecoderProperties.Remove(json, ignored);
        if (json[TextConfiguration.Name] is JsonObject text)
        {
            json = TextConfiguration.DecoderOf(json, text);
        }

        json["vocab_size"] ??= configuration.VocabularySize;
        json["num_hidden_layers"] ??= configuration.Layers;
        json["max_position_embeddings"] = configuration.MaximumPositions;
        if (QuantizationReader.PathBeside(read) is { } beside)
        {
            json[QuantizationReader.Names[0]] = ModelOptReader.Property(beside);
        }

        rounding.Describe(json);
        AtomicFile.WriteAllText(target, json.ToJsonString(Indented) + "\n");
    }
}
