using CLiKA.OnnxRuntime.Batches;

namespace CLiKA.OnnxRuntime.Tests.Batches;

public sealed class LogSoftmaxTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(700)]
    [InlineData(12_288)]
    public void The_denominator_is_that_of_plain_sums_to_the_last_bits_wherever_the_logits_lie(int count)
    {
        var random = new Random(count);
        float[] logits = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 60 - 40)];
        var expected = Math.Log(logits.Sum(logit => Math.Exp(logit)));

        var buffer = new float[count + 16];
        var denominators = Enumerable.Range(0, 16).Select(place =>
        {
            logits.CopyTo(buffer, place);
            return LogSoftmax.Denominator(buffer.AsSpan(place, count));
        }).ToHashSet();

        denominators.Should().ContainSingle("no bit depends on the address").Which.Should().BeApproximately(expected, 1e-13);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_logit_that_is_no_number_is_noticed(float logit)
    {
        var logits = new float[700];
        foreach (var place in (int[])[0, 300, 699])
        {
            logits[place] = logit;
            LogSoftmax.Denominator(logits).Should().Be(double.NaN);
            logits[place] = 0;
        }
    }
}
