using System.Security.Cryptography;
using System.Text;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Models;
using static TorchSharp.torch;

namespace CLiKA.Lab.Models;

/// <summary>Reads decoders from model folders.</summary>
internal static class DecoderFolder
{
    /// <summary>Name of the model configuration file.</summary>
    public const string ConfigurationFile = "config.json";

    /// <summary>Name of the graph that CLiKA writes.</summary>
    public const string GraphFile = "model.onnx";

    /// <summary>Reads the weights from a checkpoint, or from a graph that CLiKA wrote.</summary>
    /// <exception cref="InvalidInputException">
    /// A file is missing, damaged or of another model family, or a checkpoint has tensors that a decoder of its configuration does not use.
    /// </exception>
    public static LlamaDecoder Read(string folder, Device device)
    {
        var path = Path.Combine(folder, ConfigurationFile);
        var configuration = DecoderConfiguration.Read(path);
        if (configuration.Variant != DecoderVariant.Llama)
        {
            throw new InvalidInputException(path, "describes a decoder that the laboratory cannot train; expected Llama, Mistral, Qwen 2 or Qwen 3.");
        }

        if (configuration.Quantization is { } quantization)
        {
            throw new InvalidInputException(path, $"says that weights are quantized ({quantization.Description}); expected 32 or 16 bits, to train on from.");
        }

        if (!Directory.EnumerateFiles(folder, "*.safetensors").Any())
        {
            return LlamaDecoder.Read(configuration, OnnxWeights.Open(Path.Combine(folder, GraphFile)), device);
        }

        using var checkpoint = SafetensorsCheckpoint.Open(folder);
        return LlamaDecoder.Read(configuration, checkpoint.Of(configuration), device);
    }

    /// <summary>Returns the SHA-256 of the configuration and weight files.</summary>
    /// <exception cref="InvalidInputException">A file cannot be read.</exception>
    public static string HashOf(string folder)
    {
        var weights = Directory.GetFiles(folder, "*.safetensors")
            .Order(StringComparer.Ordinal).DefaultIfEmpty(Path.Combine(folder, GraphFile));
        var sums = weights.Append(Path.Combine(folder, ConfigurationFile)).Select(Sha256Sums.Of);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', sums))));
    }
}
