using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>Reads the mixture of experts from DeepSeek's property names.</summary>
internal static class RoutedExpertsReader
{
    private const string Dense = "first_k_dense_replace";
    private const string Frequency = "moe_layer_freq";
    private const string Types = "mlp_layer_types";

    /// <summary>Reads the experts.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="scoringExperts">Number of a group's best experts whose scores sum to the score of the group.</param>
    /// <returns>The experts, or null where no layer has any.</returns>
    public static MixtureOfExperts? Read(JsonRecord json, int layers, int scoringExperts = 1)
    {
        var dense = json.WholeNumber(Dense);
        if (dense < 0)
        {
            throw json.Error($"'{Dense}' is {dense}; expected at least 0.");
        }

        if (dense >= layers)
        {
            return null;
        }

        var experts = ReadAlone(json, scoringExperts);
        return experts with
        {
            Shared = SharedExpert(json, "n_shared_experts", experts.IntermediateSize),
            DenseLayers = [.. Enumerable.Range(0, dense)],
        };
    }

    /// <summary>Reads experts that are scored independently and chosen with a correction, as in DeepSeek V3.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <returns>The experts, or null where no layer has any.</returns>
    public static MixtureOfExperts? ReadScored(JsonRecord json, int layers) =>
        Read(json, layers, scoringExperts: 2) is { } experts ? Scored(json, experts) : null;

    /// <summary>Reads such experts where a file may list the layers that have some.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <returns>The experts, or null where no layer has any.</returns>
    public static MixtureOfExperts? ReadScoredByType(JsonRecord json, int layers)
    {
        var experts = ReadScored(json, layers);
        if (!json.Has(Types) || experts is null)
        {
            return experts;
        }

        string[] types = [.. json.Texts(Types)];
        return types.Length == layers && types.Contains("sparse") && Array.TrueForAll(types, type => type is "dense" or "sparse")
            ? experts with { DenseLayers = [.. Enumerable.Range(0, layers).Where(layer => types[layer] == "dense")] }
            : throw json.Error($"'{Types}' is {string.Join(", ", types)}; expected dense or sparse for each of {layers} layers, and at least one sparse.");
    }

    /// <summary>Reads such experts of all layers, without shared ones.</summary>
    /// <param name="json">The configuration.</param>
    public static MixtureOfExperts ReadScoredAlone(JsonRecord json) => Scored(json, ReadAlone(json, scoringExperts: 2));

    /// <summary>Throws where layers after the first ones may have no experts. HuggingFace's classes ignore the property, but the models' own code does not.</summary>
    /// <exception cref="InvalidInputException">There are such layers.</exception>
    public static void RequireAllLayers(JsonRecord json)
    {
        if (json.Has(Frequency) && json.WholeNumber(Frequency) is var every && every != 1)
        {
            throw json.Error($"'{Frequency}' is {every}; expected 1: experts in every layer after the first ones.");
        }
    }

    /// <summary>Reads shared experts, which together are one wider block.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="name">Name of the property with their number.</param>
    /// <param name="width">Width inside one of them.</param>
    /// <returns>The block; null where there are none.</returns>
    /// <exception cref="InvalidInputException">Their number is negative, or their width is not a 32-bit integer.</exception>
    public static SharedExpert? SharedExpert(JsonRecord json, string name, int width)
    {
        var count = json.OptionalWholeNumber(name) ?? 0;
        var most = int.MaxValue / Math.Max(1, width);
        return count == 0 ? null
            : count > 0 && count <= most ? new(count * width, HasGate: false, "shared_experts")
            : throw json.Error($"'{name}' is {count}; expected at least 0, and at most {most} experts of width {width}.");
    }

    private static MixtureOfExperts ReadAlone(JsonRecord json, int scoringExperts) => new()
    {
        Count = json.WholeNumber("n_routed_experts"),
        Chosen = json.WholeNumber("num_experts_per_tok"),
        IntermediateSize = json.WholeNumber("moe_intermediate_size"),
        ShareScale = json.Number("routed_scaling_factor"),
        Groups = json.Has("n_group") ? new(json.WholeNumber("n_group"), json.WholeNumber("topk_group"), scoringExperts) : null,
    };

    private static MixtureOfExperts Scored(JsonRecord json, MixtureOfExperts experts) =>
        experts with { Scoring = ExpertScoring.Sigmoid, HasCorrection = true, SharesSumToOne = json.Truth("norm_topk_prob") };
}
