using CLiKA.Runs;

namespace CLiKA.Tests.Runs;

public sealed class ShardTests
{
    // Python: int.from_bytes(hashlib.sha256(item.encode()).digest()[:8], "big") % count + 1
    [Theory]
    [InlineData("geo-001", "7/16")]
    [InlineData("geo-013", "13/16")]
    [InlineData("geo-013", "1/4")]
    [InlineData("geo-013", "1/1")]
    [InlineData("Łódź liegt auf 大陸", "7/7")]
    [InlineData("😀", "84973134/1000000007")]
    public void An_item_is_in_the_same_shard_forever(string item, string shard) =>
        Shard.Parse(shard, "here").Holds(item).Should().BeTrue();

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void Every_item_is_in_one_shard_and_shards_are_about_even(int count)
    {
        var items = Enumerable.Range(0, 8000).Select(item => $"item-{item}").ToList();

        var shards = Enumerable.Range(1, count).Select(number => items.FindAll(item => new Shard(number, count).Holds(item))).ToList();

        shards.SelectMany(shard => shard).Order(StringComparer.Ordinal).Should().Equal(items.Order(StringComparer.Ordinal));
        shards.Should().OnlyContain(shard => Math.Abs(shard.Count - (8000.0 / count)) < 5 * Math.Sqrt(8000.0 / count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("0/16")]
    [InlineData("17/16")]
    [InlineData("1/0")]
    [InlineData("-1/16")]
    [InlineData("1/16/2")]
    [InlineData("1.5/16")]
    [InlineData(" 1/16")]
    [InlineData("1/99999999999")]
    public void What_is_no_shard_is_an_error(string text) =>
        FluentActions.Invoking(() => Shard.Parse(text, "CLIKA_SHARD")).Should().Throw<InvalidInputException>()
            .WithMessage($"CLIKA_SHARD: is '{text}'; expected K/N with K from 1 to N, as in 3/16. Where K comes from an index that begins at 0, add 1.");
}
