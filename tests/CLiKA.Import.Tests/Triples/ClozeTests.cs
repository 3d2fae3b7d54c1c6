using CLiKA.Import.Triples;

namespace CLiKA.Import.Tests.Triples;

public sealed class ClozeTests
{
    [Theory]
    [InlineData("[X] is located in [Y]", "Rome is located in")]
    [InlineData("[X] is located in [Y] .", "Rome is located in ___.")]
    [InlineData("[Y] is the country of [X].", "___ is the country of Rome.")]
    [InlineData("[X]は[Y]にある。", "Romeは___にある。")]
    [InlineData("Where is [X]?", "Where is Rome?")]
    [InlineData("Where is [X] \t?", "Where is Rome?")]
    [InlineData("[X] 在 [Y] 吗 ？", "Rome 在 ___ 吗？")]
    [InlineData("[X] is in [Y] . Is it ?", "Rome is in ___ . Is it?")]
    public void The_place_of_the_object_is_left_open(string template, string expected) =>
        Cloze.Fill(template, "[X]", "[Y]", "Rome").Should().Be(expected);

    [Fact]
    public void A_subject_that_looks_like_a_place_is_not_one() =>
        Cloze.Fill("[X] is in [Y]", "[X]", "[Y]", "[Y]").Should().Be("[Y] is in");
}
