using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Tests.Texts;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("one\ntwo\r\n three\t four ", "one two three four")]
    [InlineData("a\u202Eb\u2066c\u0007d\u200Be\uFEFF", "a[U+202E]b[U+2066]c[U+0007]d[U+200B]e[U+FEFF]")]
    [InlineData("\u05D0\u200F! \u0646\u200C\u0645", "\u05D0\u200F! \u0646\u200C\u0645")]
    [InlineData("\u001B[31mred", "[U+001B][31mred")]
    [InlineData("tag \U000E0041", "tag [U+E0041]")]
    public void A_text_stays_on_its_line_and_turns_nothing_around(string text, string expected) =>
        SafeText.Line(text).Should().Be(expected);

    [Theory]
    [InlineData("::error::x", ": :error::x")]
    [InlineData("a\n  ::add-mask::e\r::set-output name=x::y", "a\n  : :add-mask::e\r: :set-output name=x::y")]
    [InlineData("say ##[error]no and ##vso[task.complete result=Succeeded;]", "say # #[error]no and # #vso[task.complete result=Succeeded;]")]
    [InlineData("a::b, C++ ::x and #[y]", "a::b, C++ ::x and #[y]")]
    public void A_build_server_reads_no_order_in_it(string text, string expected) =>
        SafeText.WithoutCommands(text).Should().Be(expected);
}
