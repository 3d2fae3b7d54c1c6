using System.Text;
using System.Text.RegularExpressions;
using CLiKA.Alignment.Tests;

namespace CLiKA.Tests;

/// <summary>Links of README.md and docs/ that lead to files of this repository, and to headings in them.</summary>
public sealed partial class DocumentationLinkTests
{
    public static TheoryData<string> Pages => [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md"))
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading(string page)
    {
        var path = Path.Combine(Repository.Root, page);
        var links = Link.Matches(Fence.Replace(File.ReadAllText(path), string.Empty)).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal)).Distinct().ToList();

        links.Should().NotBeEmpty();
        links.Where(link => !Leads(path, link)).Should().BeEmpty();
    }

    private static bool Leads(string page, string link)
    {
        var (file, heading) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = file.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, file);
        return heading is null ? Path.Exists(target) : File.Exists(target) && Anchors(target).Contains(heading);
    }

    private static IEnumerable<string> Anchors(string page) =>
        Heading.Matches(Fence.Replace(File.ReadAllText(page), string.Empty)).Select(match => AnchorOf(match.Groups[1].Value));

    // As GitHub makes them: letters, digits, '-' and '_' stay, spaces become '-', everything else goes.
    private static string AnchorOf(string heading) => heading.Trim().ToLowerInvariant()
        .Aggregate(new StringBuilder(), (anchor, letter) => letter switch
        {
            ' ' => anchor.Append('-'),
            '-' or '_' => anchor.Append(letter),
            _ when char.IsLetterOrDigit(letter) => anchor.Append(letter),
            _ => anchor,
        }).ToString();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"^ *```.*?^ *```\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence { get; }
}
