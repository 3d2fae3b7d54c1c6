using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>Determines which execution provider ran each node of a graph, from the profile that ONNX Runtime writes.</summary>
internal sealed class NodePlacement
{
    private const string Dequantization = "DequantizeLinear";

    // Parts of the names of operators that dominate the run time (MatMulNBits, FusedGemm, GroupQueryAttention, QMoE), and of those that would make
    // all of a matrix on the host, to be copied in every run. Computing shapes and position ids there does no harm.
    private static readonly string[] HeavyOperators = ["MatMul", "Gemm", "Einsum", "Conv", "Attention", "MoE", Dequantization];

    private readonly string _profilePath;
    private readonly List<(string Name, string Operator, string Provider)> _nodes;

    private NodePlacement(string profilePath) => (_profilePath, _nodes) = (profilePath, NodesOf(profilePath));

    /// <summary>Reads the heavy nodes of a profile.</summary>
    /// <param name="profilePath">Path of the profile.</param>
    /// <exception cref="InvalidInputException">The profile cannot be read.</exception>
    public static NodePlacement Read(string profilePath) => new(profilePath);

    /// <summary>Returns the heavy nodes that ran on another provider, each with its operator and that provider.</summary>
    /// <param name="provider">The execution provider on which they should have run.</param>
    /// <exception cref="InvalidInputException">The profile contains no heavy node.</exception>
    public IReadOnlyList<string> Outside(string provider) => _nodes.Count > 0
        ? [.. _nodes.Where(node => node.Provider != provider).Select(node => $"{node.Name} ({node.Operator}, on {node.Provider})").Distinct()]
        : throw new InvalidInputException(_profilePath, "ONNX Runtime's profile contains no matrix product; expected those of a run of the model.");

    /// <summary>Returns whether a heavy operator ran.</summary>
    /// <param name="operation">Name of the operator.</param>
    public bool Ran(string operation) => _nodes.Exists(node => node.Operator == operation);

    private static List<(string Name, string Operator, string Provider)> NodesOf(string path)
    {
        const string Suffix = "_kernel_time";
        try
        {
            using var profile = JsonDocument.Parse(TextInput.ReadAllText(path));
            return
            [
                .. from entry in profile.RootElement.EnumerateArray()
                   where entry.GetProperty("cat").GetString() == "Node"
                   let name = entry.GetProperty("name").GetString()!
                   where name.EndsWith(Suffix, StringComparison.Ordinal)
                   let run = entry.GetProperty("args")
                   let operation = run.GetProperty("op_name").GetString()!
                   where HeavyOperators.Any(heavy => operation.Contains(heavy, StringComparison.Ordinal))
                   where operation != Dequantization || !MakesVectors(run)
                   select (name[..^Suffix.Length], operation, run.GetProperty("provider").GetString()!),
            ];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidInputException(path, $"not a profile of ONNX Runtime: {error.Message}", error);
        }
    }

    // Quantizers store biases in 32 bits, which CUDA has no kernel for: they are small enough to be made on the host.
    private static bool MakesVectors(JsonElement run) => run.TryGetProperty("output_type_shape", out var outputs)
        && outputs.EnumerateArray().SelectMany(output => output.EnumerateObject()).Select(output => output.Value.GetArrayLength()).ToList() is { Count: > 0 } ranks
        && ranks.Max() < 2;
}
