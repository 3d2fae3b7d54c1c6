namespace CLiKA.Onnx;

/// <summary>What a configuration must be for the graph to be right.</summary>
internal static class LlamaConfigurationCheck
{
    /// <summary>What is wrong with a configuration.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    public static string? ProblemOf(LlamaConfiguration configuration)
    {
        int[] sizes =
        [
            configuration.VocabularySize, configuration.HiddenSize, configuration.IntermediateSize, configuration.Layers,
            configuration.Heads, configuration.KeyValueHeads, configuration.HeadSize, configuration.MaximumPositions,
        ];
        if (sizes.Min() < 1)
        {
            return "every size must be at least 1.";
        }

        if (configuration.Heads % configuration.KeyValueHeads != 0)
        {
            return $"{configuration.Heads} heads cannot share {configuration.KeyValueHeads} key and value heads evenly.";
        }

        if (configuration.RopeScaling is { } scaling
            && (scaling.Factor < 1 || scaling.Bands is { } bands && !(bands.HighFrequencyFactor > bands.LowFrequencyFactor)))
        {
            return "the scaling of the rotation needs a factor of at least 1, and a high frequency factor above the low one.";
        }

        return configuration.HeadSize % 2 != 0 ? $"the head size {configuration.HeadSize} is odd; rotation needs pairs." : null;
    }
}
