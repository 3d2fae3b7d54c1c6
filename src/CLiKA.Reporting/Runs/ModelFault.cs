namespace CLiKA.Reporting.Runs;

/// <summary>A model that could not be measured, or not in all that was asked of it: the run has failed, and reports must not pass over it.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Reason">What went wrong.</param>
public sealed record ModelFault(string Model, string Reason)
{
    /// <summary>What is said of a model that could not be asked.</summary>
    public const string Unmeasured = "not measured";

    /// <summary>What is said of a model whose gate no loss would turn red.</summary>
    public const string Blind = "guarded by a gate that could not be red";

    /// <summary>What is said of a model that has a baseline which belongs to nothing.</summary>
    public const string Orphaned = "left with a baseline that nothing asks for";

    /// <summary>What the model was, as a participle: <c>not measured</c>.</summary>
    public string Matter { get; init; } = Unmeasured;

    /// <summary>Whether answers are missing, or only what they would be held against.</summary>
    public bool LacksAnswers => Matter is not (Blind or Orphaned);
}
