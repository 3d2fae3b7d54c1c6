using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class BenjaminiHochbergTests
{
    // statsmodels, multipletests(method="fdr_bh"): make.py.
    [Theory]
    [InlineData(new[] { 0.01, 0.02, 0.03, 0.04, 0.05 }, new[] { 0.05, 0.05, 0.05, 0.05, 0.05 })]
    [InlineData(new[] { 0.01, 0.04, 0.03, 0.005 }, new[] { 0.02, 0.04, 0.04, 0.02 })]
    [InlineData(new[] { 0.02, 0.02, 0.5 }, new[] { 0.03, 0.03, 0.5 })]
    [InlineData(new[] { 0.9, 0.001, 0.6, 0.04 }, new[] { 0.9, 0.004, 0.8, 0.08 })]
    [InlineData(new double[0], new double[0])]
    public void Values_are_adjusted_step_up(double[] values, double[] expected) =>
        BenjaminiHochberg.Adjust(values).Should().Equal(expected, (left, right) => Math.Abs(left - right) < 1e-12);
}
