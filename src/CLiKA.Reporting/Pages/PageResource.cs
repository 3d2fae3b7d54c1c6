using System.Security.Cryptography;
using System.Text;

namespace CLiKA.Reporting.Pages;

/// <summary>A style sheet or a script that stands inside the page, and the hash by which the page's policy lets it.</summary>
internal sealed record PageResource(string Text)
{
    public static PageResource Style { get; } = Read("page.css");

    public static PageResource Script { get; } = Read("page.js");

    /// <summary>As Content-Security-Policy names it: <c>sha256-...</c>.</summary>
    public string Hash => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";

    private static PageResource Read(string name)
    {
        using var reader = new StreamReader(typeof(PageResource).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);

        // As a browser reads it, which knows no carriage return: the hash is taken over that.
        return new PageResource(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
