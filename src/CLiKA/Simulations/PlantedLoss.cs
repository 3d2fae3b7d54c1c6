namespace CLiKA.Simulations;

/// <summary>A loss that a simulation plants in one probe set of a run, with the random changes around it.</summary>
/// <param name="Items">Number of items of each probe set, at least 1.</param>
/// <param name="Churn">
/// Share of items whose answers change from right to wrong or from wrong to right in each cell without a loss, in (0, 1); raised to the loss, where
/// that is larger, in the cells that lose.
/// </param>
/// <param name="Correlation">
/// The dependence between the languages of an item, in [0, 1): the correlation of the two latent normal scores that decide whether an answer changes,
/// and in which direction.
/// </param>
/// <param name="Loss">True loss of accuracy, in [0, 1): 0.05 is five percentage points.</param>
/// <param name="InAllLanguages">Whether all languages of the probe set lose, or only one.</param>
public sealed record PlantedLoss(int Items, double Churn, double Correlation, double Loss, bool InAllLanguages)
{
    /// <summary>Number of probe sets in the run.</summary>
    public int ProbeSets { get; init; } = 4;

    /// <summary>Number of languages in which each is asked, English among them.</summary>
    public int Languages { get; init; } = 10;
}
