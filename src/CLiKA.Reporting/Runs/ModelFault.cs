namespace CLiKA.Reporting.Runs;

/// <summary>A model that could not be measured, or only in part: the run has failed, and reports must say so.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Reason">What went wrong.</param>
public sealed record ModelFault(string Model, string Reason)
{
    /// <summary>The matter of a model that could not be asked.</summary>
    public const string Unmeasured = "not measured";

    /// <summary>The matter of a model whose gate no loss would fail.</summary>
    public const string Blind = "guarded by a gate that cannot fail";

    /// <summary>The matter of a model with a baseline that no probe set belongs to.</summary>
    public const string Orphaned = "left with a baseline that clika.json does not ask for";

    /// <summary>The matter of a model of which a shard was asked, which has no verdict and is no failure.</summary>
    public const string InPart = "asked in part";

    /// <summary>What is wrong, as a participle: <c>not measured</c>.</summary>
    public string Matter { get; init; } = Unmeasured;

    /// <summary>Whether answers are missing, rather than only a baseline to compare them with.</summary>
    public bool LacksAnswers => Matter is not (Blind or Orphaned);
}
