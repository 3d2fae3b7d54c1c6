using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Simulations;

namespace CLiKA.Tests.Simulations;

public sealed class FalseAlarmsTests
{
    private const int Runs = 20_000;

    // By hand. English does not change, and German in k of 100 items: all k are lost in 1 of 2^k assignments, and the loss of all but one
    // is not significant. Six are: for a cell that is not charged for English, 1/64 is below 0.025, and twice that is not. Seven: twice
    // 1/128 is, for two cells and for the two pooled tests, which both show 1/128. Of eighteen, the loss of fifteen or more
    // (988 of 2^18 assignments) is found by all, that of fourteen (with them 4048, or 0.0154) where no other test is charged beside it.
    [Theory]
    [InlineData(6, 0, 1.0 / 64, 1.0 / 64, 0)]
    [InlineData(7, 1.0 / 128, 1.0 / 128, 1.0 / 128, 1.0 / 128)]
    [InlineData(5, 0, 0, 0, 0)]
    [InlineData(18, 988.0 / 262144, 4048.0 / 262144, 4048.0 / 262144, 988.0 / 262144)]
    public void Rates_are_those_of_all_assignments(int changed, double holm, double discrete, double smallest, double pooled)
    {
        var rates = Rates(Packs.Change("en", 100, 0, 0), Packs.Change("de", 100, changed, 0));

        Rate("cells alone by Holm").Should().BeApproximately(holm, Tolerance(holm));
        Rate("cells alone by discrete Holm (the gate)").Should().BeApproximately(discrete, Tolerance(discrete));
        Rate("cells alone by smallest p").Should().BeApproximately(smallest, Tolerance(smallest));
        Rate("pools alone").Should().BeApproximately(pooled, Tolerance(pooled));
        Rate("run: cells by discrete Holm (the gate), and pools").Should().BeApproximately(discrete, Tolerance(discrete));

        double Rate(string tests) => rates.Single(rate => rate.Tests == tests).Rate;
        static double Tolerance(double rate) => 4 * Math.Sqrt(rate / Runs);
    }

    // By hand. One model knows an item in both languages, the other another item in English alone. Half of the assignments give one side both items,
    // and its overlap is undefined; of the others half fall from 1 to 0, which no p below a half can show.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Draws_on_which_the_overlap_is_undefined_are_no_evidence(int seed) => FalseAlarms.Of(
        Packs.Measurement(("en", "10"), ("de", "10")), Packs.Measurement(("en", "01"), ("de", "00")), new JudgePolicy(), 100, seed)
        .Should().OnlyContain(rate => rate.Alarms == 0);

    [Fact]
    public void A_loss_below_the_margin_is_no_alarm() =>
        Rates(Packs.Change("en", 1000, 0, 0), Packs.Change("de", 1000, 9, 0)).Should().OnlyContain(rate => rate.Alarms == 0);

    [Fact]
    public void The_interval_is_that_of_the_share() =>
        new AlarmRate("t", 10, 5).Interval.Low.Should().BeApproximately(0.2365931, 1e-7);

    [Fact]
    public void Measurements_of_other_languages_are_refused() =>
        FluentActions.Invoking(() => FalseAlarms.Of(
            Packs.Measurement(("en", "11"), ("de", "11")), Packs.Measurement(("en", "11"), ("fr", "11")), new JudgePolicy(), 10, 1))
            .Should().Throw<ArgumentException>().WithMessage("pack: both models have to answer the same items*");

    [Fact]
    public void Without_English_there_is_no_run_to_simulate() =>
        FluentActions.Invoking(() => FalseAlarms.Of(
            Packs.Measurement(("de", "11"), ("fr", "11")), Packs.Measurement(("de", "11"), ("fr", "11")), new JudgePolicy(), 10, 1))
            .Should().Throw<ArgumentException>();

    private static ImmutableArray<AlarmRate> Rates(params (string Language, string Before, string Now)[] changes) => FalseAlarms.Of(
        Packs.Measurement([.. changes.Select(change => (change.Language, change.Before))]),
        Packs.Measurement([.. changes.Select(change => (change.Language, change.Now))]),
        new JudgePolicy(),
        Runs,
        seed: 1);
}
