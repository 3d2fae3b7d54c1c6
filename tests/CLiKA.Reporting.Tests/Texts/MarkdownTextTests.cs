using System.Net;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Tests.Texts;

public sealed class MarkdownTextTests
{
    // By their numbers, which are never taken for markup, and what a reader sees is what stood there.
    [Theory]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("*", "&#42;")]
    [InlineData("<b>", "&#60;b&#62;")]
    [InlineData("www.example.com", "www&#46;example.com")]
    [InlineData("WWW.example.com", "WWW&#46;example.com")]
    [InlineData("http://x", "http&#58;//x")]
    [InlineData("12:30. Then", "12:30. Then")]
    [InlineData("ratio a:", "ratio a:")]
    public void What_could_begin_markup_or_a_link_is_written_by_its_number(string text, string expected)
    {
        MarkdownText.Of(text).Should().Be(expected);
        WebUtility.HtmlDecode(expected).Should().Be(text);
    }

    [Theory]
    [InlineData("high-level")]
    [InlineData("a 2-high-1 record")]
    [InlineData("Vincent van Gogh-Museum")]
    [InlineData("GH-")]
    [InlineData("GH-A")]
    public void Nothing_is_put_into_words_that_only_look_like_the_beginning_of_an_issue(string text) => MarkdownText.Of(text).Should().Be(text);

    // First letters beyond 16 bits: Cypriot, Old Turkic, Adlam and Arabic mathematics.
    [Theory]
    [InlineData("עברית", true)]
    [InlineData("العربية", true)]
    [InlineData("ﬡ", true)]
    [InlineData("ﻼ", true)]
    [InlineData("\U00010800", true)]
    [InlineData("\U00010C00", true)]
    [InlineData("\U0001E900", true)]
    [InlineData("\U0001EE00", true)]
    [InlineData("հայերեն", false)]
    [InlineData("हिन्दी", false)]
    [InlineData("中文", false)]
    [InlineData("🙂", false)]
    public void Only_what_is_written_from_right_to_left_is_isolated(string text, bool isIsolated) =>
        MarkdownText.Of(text).Should().Be(isIsolated ? $"\u2068{text}\u2069" : text);
}
