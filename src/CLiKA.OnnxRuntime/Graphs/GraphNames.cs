namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>The names that exporters give to inputs and outputs.</summary>
internal static class GraphNames
{
    public const string InputIds = "input_ids";
    public const string LogitPositions = "logit_positions";
    public const string AttentionMask = "attention_mask";
    public const string PositionIds = "position_ids";
    public const string UseCacheBranch = "use_cache_branch";
    public const string Logits = "logits";
    public const string Past = "past_key_values";
    public const string Present = "present";

    /// <summary>Returns the names of the KV cache inputs, layer by layer.</summary>
    public static string[] Pasts(int layers) => Caches(Past, layers);

    /// <summary>Returns the names of the KV cache outputs, in the same order.</summary>
    public static string[] Presents(int layers) => Caches(Present, layers);

    private static string[] Caches(string stem, int layers) =>
        [.. Enumerable.Range(0, layers).SelectMany(layer => (string[])[$"{stem}.{layer}.key", $"{stem}.{layer}.value"])];
}
