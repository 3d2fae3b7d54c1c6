using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("What is the capital? Düsseldorf – 日本 👩‍👩‍👧", "What is the capital? Düsseldorf – 日本 👩‍👩‍👧")]
    [InlineData("\u200fשלום\u200e", "\u200fשלום\u200e")]
    [InlineData("a\u001b[2Jb", "a[U+001B][2Jb")]
    [InlineData("a\u001b]8;;http://x\u0007link", "a[U+001B]]8;;http://x[U+0007]link")]
    [InlineData("a\u009b31mb", "a[U+009B]31mb")]
    [InlineData("a\u202eb\u2066c", "a[U+202E]b[U+2066]c")]
    [InlineData("a\r\n::set-output name=x::y", "a[U+000D][U+000A]::set-output name=x::y")]
    [InlineData("a\u2028b\0", "a[U+2028]b[U+0000]")]
    [InlineData("\udb40\udc41", "[U+E0041]")]
    public void What_a_terminal_would_obey_is_written_out(string text, string expected) => Printable.Of(text).Should().Be(expected);

    [Fact]
    public void Half_a_surrogate_pair_is_no_character() => Printable.Of("a\ud800b").Should().Be("a\ufffdb");

    [Fact]
    public void Lines_stay_lines() => Printable.Lines("a\tb\r\nc\u001b[1m\n").Should().Be("a\tb\r\nc[U+001B][1m\n");

    [Fact]
    public void An_error_is_one_printable_line_of_bounded_length()
    {
        var error = new InvalidInputException("a\u001b[2Jb.json", 3, $"unknown property '{new string('x', 1_000_000)}\n::error::'.");

        error.Message.Should().StartWith("a[U+001B][2Jb.json:3: unknown property 'xxx").And.NotContain("\n");
        error.Message.Length.Should().BeLessThan(3_000);
        (error.File, error.Line).Should().Be(("a\u001b[2Jb.json", 3));
        error.Message.Should().EndWith(error.Problem);
    }
}
