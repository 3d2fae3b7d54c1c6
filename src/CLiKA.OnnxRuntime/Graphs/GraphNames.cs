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

    // Of layers with a state, as public exports name them.
    private const string Convolution = "past_conv";
    private static readonly (string Past, string Present)[] States = [(Convolution, "present_conv"), ("past_recurrent", "present_recurrent")];

    /// <summary>Returns the names of the KV cache inputs, layer by layer.</summary>
    public static string[] Pasts(IEnumerable<int> layers) => Caches(Past, layers);

    /// <summary>Returns the names of the KV cache outputs, in the same order.</summary>
    public static string[] Presents(IEnumerable<int> layers) => Caches(Present, layers);

    /// <summary>
    /// Returns the names of what a graph carries from token to token, layer by layer: states where it has inputs for them, keys
    /// and values otherwise, or both where it has inputs for both.
    /// </summary>
    /// <param name="layers">Indices of the layers that carry something.</param>
    /// <param name="inputs">Names of the graph's inputs.</param>
    /// <returns>The names of the inputs, and of the outputs in the same order.</returns>
    public static (string[] Pasts, string[] Presents) Carried(IEnumerable<int> layers, IEnumerable<string> inputs)
    {
        var known = inputs.ToHashSet(StringComparer.Ordinal);
        (string Past, string Present)[] names = [.. layers.SelectMany(layer =>
        {
            var states = States.Select(state => ($"{state.Past}.{layer}", $"{state.Present}.{layer}")).Where(state => known.Contains(state.Item1)).ToList();
            var hasCache = states.Count == 0 || known.Contains($"{Past}.{layer}.key");
            return hasCache ? [.. states, ($"{Past}.{layer}.key", $"{Present}.{layer}.key"), ($"{Past}.{layer}.value", $"{Present}.{layer}.value")] : states;
        })];
        return (Array.ConvertAll(names, name => name.Past), Array.ConvertAll(names, name => name.Present));
    }

    /// <summary>Returns whether an input is the state of a layer, of fixed size, rather than keys or values of the tokens before.</summary>
    public static bool IsState(string input) => States.Any(state => input.StartsWith($"{state.Past}.", StringComparison.Ordinal));

    /// <summary>Returns the number of dimensions of an input or output that is carried.</summary>
    /// <param name="input">Name of the input.</param>
    public static int RankOf(string input) => input.StartsWith($"{Convolution}.", StringComparison.Ordinal) ? 3 : 4;

    private static string[] Caches(string stem, IEnumerable<int> layers) =>
        [.. layers.SelectMany(layer => (string[])[$"{stem}.{layer}.key", $"{stem}.{layer}.value"])];
}
