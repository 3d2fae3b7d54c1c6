using System.Text.Json.Nodes;

namespace CLiKA.Onnx.Quantization;

/// <summary>What an export rounds beside the type that weights are stored in.</summary>
/// <param name="WeightBits">Bits to which projections are rounded, 4 or 8 (<see cref="RoundedWeights"/>); null where they stay as they are.</param>
/// <param name="RoundsInputs">
/// Whether values are rounded to 8 bits before a matrix of whole numbers is multiplied by them (<see cref="RoundedInputs"/>).
/// </param>
public sealed record ExportRounding(int? WeightBits, bool RoundsInputs)
{
    /// <summary>Nothing is rounded.</summary>
    public static ExportRounding None { get; } = new(null, false);

    /// <summary>Confirms that a checkpoint can be rounded so.</summary>
    /// <param name="path">Path of its config.json.</param>
    /// <param name="quantization">How it was quantized already; null where it was not.</param>
    /// <exception cref="InvalidInputException">It cannot.</exception>
    internal void Require(string path, CheckpointQuantization? quantization)
    {
        if (WeightBits is not null && quantization is not null)
        {
            throw new InvalidInputException(
                path, $"says that weights are quantized already ({quantization.Description}); expected 32 or 16 bits to round from.");
        }

        if (RoundsInputs && WeightBits is null && quantization is null)
        {
            throw new InvalidInputException(path, "has no quantized weights; only activations that go into such can be rounded to 8 bits (--activations int8).");
        }
    }

    /// <summary>Weights that are rounded so.</summary>
    internal IWeightSource Of(IWeightSource weights)
    {
        var rounded = WeightBits is { } bits ? new RoundedWeights(weights, bits) : weights;
        return RoundsInputs ? new RoundedInputs(rounded) : rounded;
    }

    /// <summary>Adds to a config.json what was rounded, under the name that others look for it.</summary>
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
