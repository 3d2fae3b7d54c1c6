namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>How a graph is asked.</summary>
/// <param name="ReusesPrefix">Whether tokens that all rows begin with are computed once.</param>
/// <param name="Batches">Whether several rows are computed at a time.</param>
/// <param name="Why">Why not better; empty where there is nothing better.</param>
internal sealed record RunPlan(bool ReusesPrefix, bool Batches, string Why)
{
    /// <summary>The plan in words.</summary>
    public override string ToString() => string.Concat(
        ReusesPrefix ? "shared beginning once, " : "every row from its beginning, ",
        Batches ? "rows in batches" : "one row at a time",
        Why.Length > 0 ? $" ({Why})" : string.Empty);
}
