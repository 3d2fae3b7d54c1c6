using System.Text.Json.Nodes;

namespace CLiKA.Onnx.Quantization;

/// <summary>The rounding on export in addition to the type of the stored weights.</summary>
/// <param name="WeightBits">
/// Number of bits to which projections are quantized, 4 or 8 (<see cref="RoundedWeights"/>); null where they are left as they are.
/// </param>
/// <param name="RoundsInputs">Whether the inputs of quantized integer matrices are rounded to 8 bits (<see cref="RoundedInputs"/>).</param>
public sealed record ExportRounding(int? WeightBits, bool RoundsInputs)
{
    /// <summary>No rounding.</summary>
    public static ExportRounding None { get; } = new(null, false);

    /// <summary>Throws where a checkpoint cannot be rounded in this way.</summary>
    /// <param name="path">Path of its config.json.</param>
    /// <param name="quantization">The quantization of the checkpoint; null for none.</param>
    /// <exception cref="InvalidInputException">The checkpoint cannot be rounded in this way.</exception>
    internal void Require(string path, CheckpointQuantization? quantization)
    {
        if (WeightBits is not null && quantization is not null)
        {
            throw new InvalidInputException(
                path, $"the weights are already quantized ({quantization.Description}); expected weights in 32 or 16 bits.");
        }

        if (RoundsInputs && WeightBits is null && quantization is null)
        {
            throw new InvalidInputException(path, "the weights are not quantized; --activations int8 rounds only the inputs of quantized matrices.");
        }
    }

    /// <summary>Returns the rounded weights.</summary>
    internal IWeightSource Of(IWeightSource weights)
    {
        var rounded = WeightBits is { } bits ? new RoundedWeights(weights, bits) : weights;
        return RoundsInputs ? new RoundedInputs(rounded) : rounded;
    }

    /// <summary>Adds the rounding to a config.json, under the property that others look for.</summary>
    internal void Describe(JsonObject config)
    {
        if (WeightBits is { } bits)
        {
            config["quantization_config"] = new JsonObject
            {
                ["quant_method"] = "round-to-nearest",
                ["bits"] = bits,
                ["group_size"] = RoundedWeights.Block,
            };
        }

        if (RoundsInputs && QuantizationReader.Names.Select(name => config[name]).OfType<JsonObject>().FirstOrDefault() is { } quantization)
        {
            quantization["input_bits"] = 8;
        }
    }
}
