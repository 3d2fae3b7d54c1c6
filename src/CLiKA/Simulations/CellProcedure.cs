namespace CLiKA.Simulations;

/// <summary>Procedures that control the family-wise error rate over the cells, to be compared.</summary>
internal enum CellProcedure
{
    /// <summary>Holm's step-down method, as used by <c>--tests cells</c>.</summary>
    Holm,

    /// <summary>Holm's step-down method for discrete tests (<see cref="Statistics.DiscreteHolm"/>), as used by the gate.</summary>
    DiscreteHolm,

    /// <summary>
    /// The minimum p-value over all cells, compared with its distribution under swapped labels (Westfall and Young 1993), which accounts for the
    /// dependence between cells.
    /// </summary>
    SmallestP,
}
