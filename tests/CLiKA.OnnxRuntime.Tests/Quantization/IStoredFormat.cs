using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>A format of quantized checkpoints, written from its own sources, without code of CLiKA's readers.</summary>
internal interface IStoredFormat
{
    /// <summary>The value of <c>quantization_config</c>, which may be null.</summary>
    string Configuration { get; }

    /// <summary>The content of hf_quant_config.json; null where there is no such file.</summary>
    string? OwnFile => null;

    /// <summary>Whether the graph keeps the numbers unchanged.</summary>
    bool IsKept { get; }

    /// <summary>What a model's config.json needs for matrices of sizes that the format can store.</summary>
    string Changes => "{}";

    /// <summary>Stores a random matrix.</summary>
    /// <param name="name">HuggingFace's name of the projection, without <c>.weight</c>.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    /// <returns>The tensors, and the values that they represent.</returns>
    (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed);
}
