namespace CLiKA.Baselines;

/// <summary>What a change amounts to under a policy.</summary>
internal static class Finding
{
    // In whole items: a drop of exactly the minimum must not be missed for want of a binary digit.
    private const double Rounding = 1e-9;

    /// <summary>Regressed or improved where the change is significant and reaches the margin, else unchanged.</summary>
    public static CellVerdict Of(double change, double adjustedP, JudgePolicy policy)
    {
        var isCounted = adjustedP <= policy.Alpha && Math.Abs(change) >= policy.MinimumDrop - Rounding;
        return (isCounted, change) switch
        {
            (true, < 0) => CellVerdict.Regressed,
            (true, > 0) => CellVerdict.Improved,
            _ => CellVerdict.Unchanged,
        };
    }

    /// <summary>Whether finding nothing says that there is nothing: only where a loss of the margin's size would have been found.</summary>
    public static CellVerdict Qualify(double? detectableLoss, JudgePolicy policy) =>
        detectableLoss <= policy.MinimumDrop + Rounding ? CellVerdict.Unchanged : CellVerdict.Inconclusive;
}
