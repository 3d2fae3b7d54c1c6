namespace CLiKA.Simulations;

/// <summary>A loss that a simulation plants in one probe set of a run, and the noise around it.</summary>
/// <param name="Items">How many items each probe set has, at least 1.</param>
/// <param name="Churn">
/// Share of items whose answers change from right to wrong or from wrong to right in each cell without any loss, in (0, 1); where the
/// loss is larger, that many change in the cells that lose.
/// </param>
/// <param name="Correlation">
/// How much the languages of an item do the same, in [0, 1): the correlation of the two hidden normal scores that decide whether an
/// answer changes, and in which direction.
/// </param>
/// <param name="Loss">True loss of accuracy, in [0, 1): 0.05 is five points.</param>
/// <param name="InAllLanguages">Whether all languages of the probe set lose, or one.</param>
public sealed record PlantedLoss(int Items, double Churn, double Correlation, double Loss, bool InAllLanguages)
{
    /// <summary>How many probe sets the run has.</summary>
    public int ProbeSets { get; init; } = 4;

    /// <summary>In how many languages each is asked, English among them.</summary>
    public int Languages { get; init; } = 10;
}
