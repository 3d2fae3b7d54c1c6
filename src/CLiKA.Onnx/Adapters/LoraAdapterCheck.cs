namespace CLiKA.Onnx.Adapters;

/// <summary>Checks that an adapter is consistent.</summary>
internal static class LoraAdapterCheck
{
    /// <summary>Describes what is wrong with an adapter.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    public static string? ProblemOf(LoraAdapter adapter)
    {
        if (adapter.Modules.IsDefaultOrEmpty)
        {
            return "has no modules; expected at least one.";
        }

        if (adapter.Rank < 1 || !double.IsFinite(adapter.Alpha))
        {
            return $"has the rank {adapter.Rank} and the alpha {adapter.Alpha}; expected a rank of at least 1 and a finite alpha.";
        }

        var twice = adapter.Modules.GroupBy(module => module.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? adapter.Modules.Select(ProblemOf).FirstOrDefault(problem => problem is not null)
            : $"names '{twice.Key}' twice.";
    }

    /// <summary>Throws where an adapter is not consistent.</summary>
    /// <exception cref="ArgumentException">The adapter is not consistent.</exception>
    public static void ThrowIfWrong(LoraAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (ProblemOf(adapter) is { } problem)
        {
            throw new ArgumentException($"The adapter {problem}", nameof(adapter));
        }
    }

    private static string? ProblemOf(LoraModule module)
    {
        if (module.Inputs < 1 || module.Outputs < 1 || module.A.Length == 0 || module.A.Length % module.Inputs != 0
            || module.B.Length != (long)module.Rank * module.Outputs)
        {
            return $"has {module.A.Length} values of A and {module.B.Length} of B for '{module.Name}'; expected A [rank, {module.Inputs}] and "
                + $"B [{module.Outputs}, rank].";
        }

        return Array.TrueForAll(module.A, float.IsFinite) && Array.TrueForAll(module.B, float.IsFinite)
            ? null
            : $"has values for '{module.Name}' that are not finite numbers.";
    }
}
