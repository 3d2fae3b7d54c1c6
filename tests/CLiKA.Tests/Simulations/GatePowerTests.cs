using CLiKA.Baselines.Judging;
using CLiKA.Simulations;

namespace CLiKA.Tests.Simulations;

public sealed class GatePowerTests
{
    // The exact power is held against scipy in PairedPowerTests; two points, as the gate's documentation promises.
    [Theory]
    [InlineData(0, 0.05, 0.1)]
    [InlineData(0.5, 0.1, 0.1)]
    [InlineData(0.5, 0.02, 0.15)]
    public void Simulated_power_in_one_language_is_the_exact_one(double correlation, double churn, double loss)
    {
        var estimate = GatePower.Of(new PlantedLoss(100, churn, correlation, loss, InAllLanguages: false), new JudgePolicy(), 8_000, 1, 1);

        estimate.Exact.Should().BeInRange(0.1, 0.95, "elsewhere agreement says little");
        estimate.Holm.Should().BeApproximately(estimate.Exact!.Value, 0.02);
        estimate.DiscreteHolm.Should().BeGreaterThanOrEqualTo(estimate.Holm);
        estimate.Gate.Should().BeGreaterThanOrEqualTo(Math.Max(estimate.Pool, estimate.DiscreteHolm));
    }

    [Fact]
    public void A_loss_in_all_languages_is_found_over_all_where_no_cell_finds_it()
    {
        var estimate = GatePower.Of(new PlantedLoss(200, 0.1, 0, 0.03, InAllLanguages: true), new JudgePolicy(), 500, 1, 1);

        // Over 2,000 pairs a loss of 3 points has a standard error of about 0.7: more than four of them. In one cell it has 2.2.
        estimate.Pool.Should().BeGreaterThan(0.8);
        estimate.DiscreteHolm.Should().BeLessThan(0.5);
        estimate.Exact.Should().BeNull();
    }

    [Fact]
    public void The_loss_of_half_of_all_answers_is_always_found()
    {
        var estimate = GatePower.Of(new PlantedLoss(100, 0.02, 0.5, 0.5, InAllLanguages: false), new JudgePolicy(), 200, 200, 1);

        (estimate.Holm, estimate.DiscreteHolm, estimate.SmallestP, estimate.Gate).Should().Be((1, 1, 1, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Swapped_runs_are_some_of_the_runs(int swapped) =>
        FluentActions.Invoking(() => GatePower.Of(new PlantedLoss(10, 0.1, 0, 0.1, false), new JudgePolicy(), 10, swapped, 1))
            .Should().Throw<ArgumentOutOfRangeException>();
}
