namespace CLiKA.Reporting.Pages;

/// <summary>The horizontal axis that the drawings of one table share: maps values to coordinates.</summary>
/// <param name="Low">The value at the left end.</param>
/// <param name="High">The value at the right end, above <paramref name="Low"/>.</param>
/// <param name="Step">Distance between ticks.</param>
public sealed record PageAxis(double Low, double High, double Step)
{
    /// <summary>Width of a drawing.</summary>
    public const int Width = 300;

    /// <summary>Height of a drawing.</summary>
    public const int Height = 20;

    // Room for half a mark or half a label at either end.
    private const double Inset = 18;

    // In ascending order; at most five ticks fit.
    private static readonly double[] Steps = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];

    /// <summary>The values of the ticks.</summary>
    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(tick => Low + (tick * Step));

    /// <summary>Creates an axis around zero that covers all values in [-1, 1].</summary>
    /// <param name="values">The values.</param>
    /// <returns>The axis, with two steps on each side.</returns>
    public static PageAxis Around(IEnumerable<double> values)
    {
        var step = StepFor(values.Select(Math.Abs), 2);
        return new PageAxis(-2 * step, 2 * step, step);
    }

    /// <summary>Creates an axis from zero that covers all values.</summary>
    /// <param name="values">The values, in [0, 1].</param>
    /// <returns>The axis, with four steps.</returns>
    public static PageAxis FromZero(IEnumerable<double> values)
    {
        var step = StepFor(values, 4);
        return new PageAxis(0, 4 * step, step);
    }

    /// <summary>Returns the coordinate of a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The distance from the left edge.</returns>
    public double At(double value) => Inset + ((Width - (2 * Inset)) * (value - Low) / (High - Low));

    private static double StepFor(IEnumerable<double> values, int steps)
    {
        var reach = values.DefaultIfEmpty(0).Max();
        return Steps.FirstOrDefault(step => reach <= step * steps, Steps[^1]);
    }
}
