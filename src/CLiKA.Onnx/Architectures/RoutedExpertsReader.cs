using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads the mixture of experts from DeepSeek's property names.</summary>
internal static class RoutedExpertsReader
{
    private const string Dense = "first_k_dense_replace";
    private const string Shared = "n_shared_experts";

    /// <summary>Reads the experts.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="judged">Number of a group's best experts whose scores sum to the score of the group.</param>
    /// <returns>The experts, or null where no layer has any.</returns>
    public static MixtureOfExperts? Read(JsonRecord json, int layers, int judged)
    {
        var dense = json.WholeNumber(Dense);
        if (dense < 0)
        {
            throw json.Error($"'{Dense}' is {dense}; expected a number of layers.");
        }

        var (width, shared) = (json.WholeNumber("moe_intermediate_size"), json.Has(Shared) ? json.WholeNumber(Shared) : 0);
        return dense >= layers ? null : new()
        {
            Count = json.WholeNumber("n_routed_experts"),
            Chosen = json.WholeNumber("num_experts_per_tok"),
            IntermediateSize = width,
            ShareScale = json.Number("routed_scaling_factor"),
            Groups = json.Has("n_group") ? new(json.WholeNumber("n_group"), json.WholeNumber("topk_group"), judged) : null,
            Shared = shared == 0 ? null : new(checked(width * shared), HasGate: false, "shared_experts"),
            DenseLayers = [.. Enumerable.Range(0, dense)],
        };
    }
}
