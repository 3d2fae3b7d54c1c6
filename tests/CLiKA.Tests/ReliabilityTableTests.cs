using System.Text.RegularExpressions;
using CLiKA.Alignment.Tests;
using CLiKA.Input;

namespace CLiKA.Tests;

/// <summary>What docs/reliability.md says of ways to be green by accident, held against the tests and the sources.</summary>
public sealed partial class ReliabilityTableTests
{
    [Fact]
    public void Every_test_that_the_table_names_is_there_and_runs()
    {
        var rows = Section("## Never green by accident", "### ").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| way |", StringComparison.Ordinal) && !line.StartsWith("| **", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ")).ToList();
        var named = rows.SelectMany(row => TestName.Matches(row[^1])).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToList();
        var files = Sources("tests").ToLookup(Path.GetFileNameWithoutExtension, File.ReadAllText);

        rows.Should().HaveCountGreaterThan(30).And.OnlyContain(row => row.Length == 3 && TestName.IsMatch(row[2]), "each way has a test");
        named.Where(test => !files[test.Class].Any(source => IsTest(source, test.Method))).Should().BeEmpty();
    }

    [Fact]
    public void Every_variable_that_is_read_is_known_and_has_a_line()
    {
        var read = Sources("src").Where(path => Path.GetFileName(path) != "EnvironmentInput.cs")
            .SelectMany(path => Variable.Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value).Distinct().ToList();

        EnvironmentInput.RequireKnown(read, []);

        var table = Section("### Variables of the environment", "## ");
        read.Where(variable => !table.Contains($"`{variable}`", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName { get; }

    [GeneratedRegex("\"(CLIKA_[A-Z_]+)\"")]
    private static partial Regex Variable { get; }

    // Its attribute stands above it, which no comment does, and may say what it is given.
    private static bool IsTest(string source, string method) =>
        Regex.IsMatch(source, $@"\[\w*(Fact|Theory)\]\n(    \[.*\]\n)*    public (async Task|void) {method}\(");

    private static IEnumerable<string> Sources(string folder) => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Section(string heading, string next)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reliability.md"));
        var start = text.IndexOf($"\n{heading}\n", StringComparison.Ordinal) + 1;
        start.Should().BePositive();
        var end = text.IndexOf($"\n{next}", start + heading.Length, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }
}
