namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>How a graph is run.</summary>
/// <param name="ReusesPrefix">Whether the shared prefix is computed once.</param>
/// <param name="Batches">Whether several rows are computed together.</param>
/// <param name="Why">Why no faster plan works; empty where this is the fastest.</param>
internal sealed record RunPlan(bool ReusesPrefix, bool Batches, string Why)
{
    /// <summary>Returns a description of the plan.</summary>
    public override string ToString() => string.Concat(
        ReusesPrefix ? "shared prefix computed once, " : "every prompt computed in full, ",
        Batches ? "prompts in batches" : "one prompt at a time",
        Why.Length > 0 ? $" ({Why})" : string.Empty);
}
