using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class ShownPathTests
{
    [Theory]
    [InlineData("suite/baselines/m", "baselines/m")]
    [InlineData("suite/..old/m", "..old/m")]
    [InlineData("suite/my models/m", "my models/m")]
    [InlineData("suite/models/../m", "m")]
    [InlineData("suite", null)]
    [InlineData("models/m", null)]
    [InlineData("suite-2/m", null)]
    [InlineData(".", null)]
    public void A_path_below_the_folder_is_shown_from_there_and_any_other_in_full(string path, string? shown)
    {
        var full = Path.Combine(Directory.GetCurrentDirectory(), path);

        ShownPath.From(Path.GetFullPath("suite"), full).Should().Be(shown?.Replace('/', Path.DirectorySeparatorChar) ?? full);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000/v1#org/m")]
    [InlineData("models/m")]
    [InlineData("../models/m")]
    [InlineData("")]
    public void What_is_not_an_absolute_path_stays_as_it_is(string text) => ShownPath.Of(text).Should().Be(text);

    [Fact]
    public void A_path_is_seen_from_where_the_run_was_started() =>
        ShownPath.Of(Path.Combine(Directory.GetCurrentDirectory(), "baselines", "m")).Should().Be(Path.Combine("baselines", "m"));
}
