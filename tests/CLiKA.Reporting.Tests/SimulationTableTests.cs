using CLiKA.Simulations;

namespace CLiKA.Reporting.Tests;

public sealed class SimulationTableTests
{
    // Wilson's intervals of 38 of 1,000 and 24 of 200, computed in Python: 0.0278 to 0.0517, and 0.0820 to 0.1723.
    [Fact]
    public void Alarms_are_shares_with_their_intervals() =>
        SimulationTable.Render([new AlarmRate("pooled", 1000, 38), new AlarmRate("cells", 200, 24)]).Should().Be(
            """
              tests   runs  alarms  share   95% interval
              pooled  1000      38   3.8%   2.8% to 5.2%
              cells    200      24  12.0%  8.2% to 17.2%

            """);

    // 3.8% and 1.0% together are 4.8% at most.
    [Fact]
    public void With_a_release_both_comparisons_are_shown_and_what_they_add_up_to()
    {
        var text = SimulationTable.RenderWithRelease([new AlarmRate("pooled", 1000, 38)], [new AlarmRate("pooled", 1000, 10)]);

        text.Should().StartWith("Against what was accepted last:\n").And.Contain("\nAgainst the release:\n")
            .And.EndWith("\n  either, at most  share\n  pooled            4.8%\n");
        text.Should().MatchRegex(@"(?s)pooled +1000 +38 +3\.8%.*pooled +1000 +10 +1\.0%");
    }

    [Fact]
    public void A_loss_that_was_planted_is_told_with_how_often_each_test_found_it() =>
        SimulationTable.Render(
            [
                new PowerEstimate(new PlantedLoss(300, 0.125, 0.3, 0.05, InAllLanguages: false), 0.451, 0.44, 0.46, 0.43, 0.21, 0.5),
                new PowerEstimate(new PlantedLoss(1000, 0.2, 0.5, 0.015, InAllLanguages: true), null, 0.1, 0.12, 0.11, 0.994, 1),
            ]).Should().Be(
            """
              loss in  loss  items  churn  corr.  exact   Holm  smallest p  discrete   pool    gate
              one         5    300   12.5    0.3  45.1%  44.0%       43.0%     46.0%  21.0%   50.0%
              all       1.5   1000     20    0.5      –  10.0%       11.0%     12.0%  99.4%  100.0%

            """);
}
