using CLiKA.Runs;

namespace CLiKA.Tests.Runs;

public sealed class ShardTests
{
    // Python: int.from_bytes(hashlib.sha256(f"{set}\0{item}".encode()).digest()[:8], "big") % count + 1
    [Theory]
    [InlineData("geo", "geo-001", "14/16")]
    [InlineData("geo", "geo-013", "16/16")]
    [InlineData("geo", "geo-013", "4/4")]
    [InlineData("geo", "geo-013", "1/1")]
    [InlineData(null, "Łódź liegt auf 大陸", "3/7")]
    [InlineData(null, "😀", "405750639/1000000007")]
    public void An_item_is_in_the_same_shard_forever(string? probeSet, string item, string shard) =>
        Shard.Parse(shard, "here").Holds(probeSet, item).Should().BeTrue();

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void Every_item_is_in_one_shard_and_shards_are_about_even(int count)
    {
        var items = Enumerable.Range(0, 8000).Select(item => $"item-{item}").ToList();

        var shards = Enumerable.Range(1, count).Select(number => items.FindAll(item => new Shard(number, count).Holds("pack", item))).ToList();

        shards.SelectMany(shard => shard).Order(StringComparer.Ordinal).Should().Equal(items.Order(StringComparer.Ordinal));
        shards.Should().OnlyContain(shard => Math.Abs(shard.Count - (8000.0 / count)) < 5 * Math.Sqrt(8000.0 / count));
    }

    [Fact]
    public void Sets_with_the_same_ids_are_not_cut_alike() =>
        Enumerable.Range(0, 100).Where(item => new Shard(1, 2).Holds("one", $"{item}") != new Shard(1, 2).Holds("other", $"{item}"))
            .Should().HaveCountGreaterThan(25);

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
