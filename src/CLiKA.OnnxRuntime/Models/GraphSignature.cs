using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>The inputs and outputs that a graph has to have, and the sizes read from them.</summary>
/// <param name="Layers">Number of decoder layers.</param>
/// <param name="KeyValueHeads">Number of key and value heads.</param>
/// <param name="HeadSize">Width of one head.</param>
internal sealed record GraphSignature(int Layers, int KeyValueHeads, int HeadSize)
{
    public const string InputIds = "input_ids";
    public const string LogitPositions = "logit_positions";
    public const string Logits = "logits";

    /// <summary>Names of the keys and values that go in, layer by layer.</summary>
    public string[] Pasts { get; } = CacheNames("past_key_values", Layers);

    /// <summary>Names of the keys and values that come out, in the same order.</summary>
    public string[] Presents { get; } = CacheNames("present", Layers);

    /// <summary>Checks a loaded graph.</summary>
    /// <exception cref="InvalidInputException">The graph differs; the message lists what is missing or too much.</exception>
    public static GraphSignature Check(string graphPath, InferenceSession session, ModelConfiguration configuration)
    {
        var pasts = CacheNames("past_key_values", configuration.Layers);
        var problems = new List<string>();
        Compare(
            problems,
            "input",
            session.InputMetadata,
            [(InputIds, typeof(long), 2), (LogitPositions, typeof(long), 2), .. pasts.Select(Cache)]);
        Compare(
            problems,
            "output",
            session.OutputMetadata,
            [(Logits, typeof(float), 3), .. CacheNames("present", configuration.Layers).Select(Cache)]);
        var expected = new HashSet<string>([InputIds, LogitPositions, .. pasts]);
        problems.AddRange(session.InputMetadata.Keys.Where(name => !expected.Contains(name)).Select(name => $"unknown input {name}"));
        if (problems.Count == 0)
        {
            var width = session.OutputMetadata[Logits].Dimensions[2];
            var cache = session.InputMetadata[pasts[0]].Dimensions;
            if (width != configuration.VocabularySize)
            {
                problems.Add($"logits of width {width} where config.json has a vocabulary of {configuration.VocabularySize}");
            }
            else if (cache[0] != 1 || cache[1] < 1 || cache[3] < 1)
            {
                problems.Add($"{pasts[0]} of shape [{string.Join(", ", cache)}] where [1, heads, past, head size] has to be");
            }
            else
            {
                return new(configuration.Layers, cache[1], cache[3]);
            }
        }

        throw new InvalidInputException(graphPath, $"not a graph that CLiKA can ask: {string.Join("; ", problems)}.");
    }

    private static (string Name, Type Type, int Rank) Cache(string name) => (name, typeof(float), 4);

    private static string[] CacheNames(string stem, int layers) =>
        [.. Enumerable.Range(0, layers).SelectMany(layer => (string[])[$"{stem}.{layer}.key", $"{stem}.{layer}.value"])];

    private static void Compare(
        List<string> problems, string kind, IReadOnlyDictionary<string, NodeMetadata> actual, (string Name, Type Type, int Rank)[] expected)
    {
        foreach (var (name, type, rank) in expected)
        {
            if (!actual.TryGetValue(name, out var metadata))
            {
                problems.Add($"missing {kind} {name}");
            }
            else if (!metadata.IsTensor || metadata.ElementType != type || metadata.Dimensions.Length != rank)
            {
                problems.Add($"{kind} {name} is not a tensor of {type.Name} with {rank} dimensions");
            }
        }
    }
}
