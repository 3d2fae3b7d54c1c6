using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using CLiKA.Reporting.Texts;
using static CLiKA.Reporting.Tests.Pages.PageSamples;

namespace CLiKA.Reporting.Tests.Pages;

/// <summary>The page shows what others wrote. Whether a browser runs any of it is seen in <see cref="PageInBrowserTests"/>.</summary>
public sealed class PageSafetyTests
{
    [Fact]
    public void Hostile_texts_stay_texts()
    {
        var page = Parse(Attacking());

        page.QuerySelectorAll("img").Should().BeEmpty();
        page.QuerySelectorAll("script").Should().HaveCount(2, "one holds the items, one is the page's own");
        page.QuerySelector("h1")!.TextContent.Should().StartWith("</script><img src=x");
        page.QuerySelector(".lost bdi")!.TextContent.Should().Be(SafeText.Line($"de 0? {Hostile}")).And.NotContain("\u202E").And.NotContain("\u001B");
    }

    [Fact]
    public void Items_are_data_that_no_text_can_end()
    {
        var data = Parse(Attacking()).GetElementById("item-data")!;

        data.GetAttribute("type").Should().Be("application/json", "a browser runs no script of this type");
        data.TextContent.Should().NotContain("<").And.NotContain("&").And.NotContain("\u202E");
        using var json = JsonDocument.Parse(data.TextContent);
        json.RootElement.GetProperty("sets").GetProperty("pack").GetProperty("items")[0][3].GetProperty("de")[0].GetString()
            .Should().Be(SafeText.Line($"de 0? {Hostile}"));
        json.RootElement.GetProperty("models")[0].GetProperty("name").GetString().Should().Be(SafeText.Line(Hostile));
    }

    [Fact]
    public void The_policy_allows_the_pages_own_style_and_script_and_nothing_else()
    {
        var page = Parse(Losing(12));

        var policy = page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!.Split("; ");

        policy.Should().BeEquivalentTo(
            "default-src 'none'",
            $"style-src 'sha256-{Hash(page.QuerySelector("style")!)}'",
            $"script-src 'sha256-{Hash(page.QuerySelector("script:not([type])")!)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'");
        page.All.SelectMany(element => element.Attributes).Select(attribute => attribute.Name)
            .Should().NotContain("style").And.NotContain("src").And.NotContain(name => name.StartsWith("on", StringComparison.Ordinal));
    }

    private static string Hash(IElement element) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)));
}
