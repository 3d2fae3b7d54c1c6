using CLiKA.Languages;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;

namespace CLiKA.Tests.Measurements.Noise;

public sealed class KindNoiseTests
{
    // Three lost and three won change six answers and no accuracy; two lost change fewer answers, and move it by 0.2.
    [Fact]
    public void The_way_that_moved_accuracy_most_is_kept_and_not_the_one_that_changed_most_answers()
    {
        var noise = KindNoise.Of(
            NoiseKind.Batch,
            Packs.Measurement(("en", "1111110000")).ProbeSets[0],
            [
                ("exchanges", Packs.Measurement(("en", "0001111110")).ProbeSets[0]),
                ("loses", Packs.Measurement(("en", "0011110000")).ProbeSets[0]),
            ]);

        noise.In(Language.Pivot).Should().Be(new CellNoise(Language.Pivot, 10, "loses", 2, 2, 0, null));
        noise.At(Level.Performance)!.Change.Should().BeApproximately(-0.2, 1e-12);
    }

    [Fact]
    public void Where_nothing_is_right_any_more_the_overlap_has_fallen_to_nothing() =>
        KindNoise.Of(
            NoiseKind.Batch,
            Packs.Measurement(("en", "11"), ("de", "11")).ProbeSets[0],
            [("loses all", Packs.Measurement(("en", "00"), ("de", "00")).ProbeSets[0])])
            .At(Level.Consistency).Should().Be(new PoolNoise(Level.Consistency, "loses all", -1));
}
