using System.Security.Cryptography;
using System.Text;

namespace CLiKA.Reporting.Pages;

/// <summary>A style sheet or script that is embedded in the page, and the hash by which the page's Content-Security-Policy allows it.</summary>
internal sealed record PageResource(string Text)
{
    public static PageResource Style { get; } = Read("page.css");

    public static PageResource Script { get; } = Read("page.js");

    /// <summary>The hash as a Content-Security-Policy source: <c>sha256-...</c>.</summary>
    public string Hash => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";

    private static PageResource Read(string name)
    {
        using var reader = new StreamReader(typeof(PageResource).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);

        // Browsers normalize line ends to LF before they compute the hash.
        return new PageResource(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
