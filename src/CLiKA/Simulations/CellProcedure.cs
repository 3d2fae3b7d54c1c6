namespace CLiKA.Simulations;

/// <summary>Ways to keep the false alarms of many cells within one alpha, to be compared.</summary>
internal enum CellProcedure
{
    /// <summary>Holm's method: what <c>--tests cells</c> takes.</summary>
    Holm,

    /// <summary>Holm's method, charged for attainable p-values only: what the gate takes.</summary>
    DiscreteHolm,

    /// <summary>
    /// The smallest p-value of all cells against its own distribution under swapped labels (Westfall and Young 1993), which knows how
    /// the cells depend on one another.
    /// </summary>
    SmallestP,
}
