using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Compares the inputs and outputs of a loaded graph with those required, and collects the differences.</summary>
/// <param name="graphPath">Path of the graph.</param>
/// <param name="session">The loaded graph.</param>
internal sealed class SignatureCheck(string graphPath, InferenceSession session)
{
    private readonly List<string> _problems = [];

    /// <summary>Returns the size in bytes of an element of an input or output.</summary>
    public static int SizeOf(NodeMetadata value) => value.ElementType == typeof(Float16) ? sizeof(ushort) : sizeof(float);

    /// <summary>Adds a problem.</summary>
    public void Add(string problem) => _problems.Add(problem);

    /// <summary>Checks required inputs.</summary>
    public void Inputs(IEnumerable<string> names, int rank, params Type[] types) =>
        Compare("input", session.InputMetadata, names, rank, types);

    /// <summary>Checks required outputs.</summary>
    public void Outputs(IEnumerable<string> names, int rank, params Type[] types) =>
        Compare("output", session.OutputMetadata, names, rank, types);

    /// <summary>Adds a problem for every input other than the known ones.</summary>
    public void NoOtherInputs(IEnumerable<string> known) =>
        _problems.AddRange(session.InputMetadata.Keys.Except(known).Select(name => $"unknown input {name}"));

    /// <summary>Ends the check.</summary>
    /// <exception cref="InvalidInputException">There is a problem; the message lists all of them.</exception>
    public void ThrowIfWrong()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidInputException(graphPath, $"CLiKA cannot ask this graph: {string.Join("; ", _problems)}.");
        }
    }

    private void Compare(string kind, IReadOnlyDictionary<string, NodeMetadata> actual, IEnumerable<string> names, int rank, Type[] types)
    {
        foreach (var name in names)
        {
            if (!actual.TryGetValue(name, out var metadata))
            {
                _problems.Add($"missing {kind} {name}");
            }
            else if (!metadata.IsTensor || !types.Contains(metadata.ElementType) || metadata.Dimensions.Length != rank)
            {
                var expected = string.Join(" or ", types.Select(type => type.Name));
                _problems.Add($"{kind} {name} is not a tensor of {expected} with {rank} dimensions");
            }
        }
    }
}
