using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Tests;

public sealed class NoiseTableTests
{
    private static readonly Language German = Language.Parse("de");

    [Fact]
    public void What_moved_is_shown_by_language_and_what_was_not_measured_is_said()
    {
        var noise = new ModelNoise(
            "m",
            "CPU, 2 threads",
            [
                new ProbeSetNoise("geo", new Fingerprint("items", "prompt", "likelihood", "cpu"), "weights",
                [
                    new KindNoise(
                        NoiseKind.Batch,
                        ["row by row"],
                        [new PoolNoise(Level.Performance, null, 0)],
                        [new CellNoise(Language.Pivot, 400, null, 0, 0, 0, null), new CellNoise(German, 400, null, 0, 0, 0, null)]),
                    new KindNoise(
                        NoiseKind.Wordings,
                        ["wording 2", "wording 3"],
                        [new PoolNoise(Level.Performance, "wording 3", 0.00375), new PoolNoise(Level.Consistency, null, 0)],
                        [
                            new CellNoise(Language.Pivot, 400, "wording 3", 30, 10, 13, new Interval(0.0021, 1)),
                            new CellNoise(German, 400, "wording 2", 5, 4, 0, new Interval(0.5, 1)),
                        ]),
                ]),
            ],
            [(NoiseKind.Device, "no GPU.")]);

        NoiseTable.Render(noise, "models/m").Should().Be(
            """
            Noise of m: model at models/m
            on CPU, 2 threads

              geo: 400 items, likelihood
              in other batches (row by row): no answer changed
              in other wordings (wording 2, wording 3):
                              en    de
              discordant    7.5%  1.3%
              won            +13    +0
              lost           -10    -4
              points        +0.8  -1.0
              min margin  0.0021   0.5
              worst by wording 3: en
              worst by wording 2: de
              over all languages: accuracy +0.4 points (wording 3), en-CO 0.0 points

            Not measured: device. no GPU.

            """);
    }
}
