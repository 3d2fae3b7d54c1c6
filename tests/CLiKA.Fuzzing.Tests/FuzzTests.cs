using System.Text;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Fuzzing.Tests.Targets;
using Xunit.Abstractions;

namespace CLiKA.Fuzzing.Tests;

/// <summary>
/// Whatever a file or a reply has become, it is read or refused in words that name it: docs/checks.md, "Hostile input", says how to try
/// more inputs, and others.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IClassFixture<Surroundings>
{
    private const int Deep = 100_000;

    public static TheoryData<string> Formats => [.. AllTargets.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Hostile_input_is_read_or_refused_by_its_name(string format)
    {
        var target = AllTargets.Make(format);
        using var run = new FuzzRun(target);
        run.ReadSeeds();
        var inputs = FuzzSettings.InputsOf(target);

        run.Run(FuzzSettings.Seed, FuzzSettings.First, inputs);

        output.WriteLine($"{format}: seed {FuzzSettings.Seed}, {inputs} inputs from {FuzzSettings.First}: {run.Read} read, {run.Refused} refused");
        run.Findings.Select(finding => $"{finding.Number} ({finding.Saved}): {finding.Problem}").Should().BeEmpty();
        run.Refused.Should().BePositive("a reader that refuses nothing was not tried");
        run.Strays.Should().BeEmpty("reading leaves no file outside of its folder");
    }

    // A reader that leaves something is found, wherever that is.
    [Theory]
    [InlineData("..")]
    [InlineData("temporary")]
    [InlineData("current")]
    public void What_a_reader_leaves_is_found(string place)
    {
        using var run = new FuzzRun(new("careless", [new("input", [1])], new ByteMutation(), folder => File.WriteAllText(
            Path.Combine(place switch { "temporary" => Path.GetTempPath(), "current" => string.Empty, _ => Path.Combine(folder, place) }, "left"), string.Empty)));

        run.ReadSeeds();

        run.Strays.Select(Path.GetFileName).Should().Equal("left");
        File.Delete(run.Strays.Single());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_nested_a_hundred_thousand_deep_does_not_end_the_process(string format)
    {
        using var run = new FuzzRun(AllTargets.Make(format));

        run.Run(Nested("[", "]"), Nested("{\"a\":", "}"), Nested("{{(", ")}}"));

        run.Findings.Select(finding => $"{finding.Number} ({finding.Saved}): {finding.Problem}").Should().BeEmpty();
    }

    private static byte[] Nested(string open, string close) => Encoding.UTF8.GetBytes(
        $"{string.Concat(Enumerable.Repeat(open, Deep))}1{string.Concat(Enumerable.Repeat(close, Deep))}");
}
