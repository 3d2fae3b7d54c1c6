using CLiKA.Import.Tests;

namespace CLiKA.Cli.Tests;

/// <summary>What is printed holds orders neither for a build server nor for a terminal.</summary>
public sealed class PrintedTextTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    // What was typed wrong is quoted, and may have been read from a file.
    [Theory]
    [InlineData("GITHUB_ACTIONS", "", true)]
    [InlineData("GITHUB_ACTIONS", "true", false)]
    [InlineData("TF_BUILD", "True", false)]
    public async Task A_build_server_finds_no_order_in_what_is_printed(string variable, string value, bool isOrder)
    {
        var result = await _cli.RunAsync(["probes", "no\n::error::such"], ("GITHUB_ACTIONS", string.Empty), (variable, value));

        result.ExitCode.Should().NotBe(0);
        (result.Output + result.Errors).Contains("\n::error::", StringComparison.Ordinal).Should().Be(isOrder, result.Errors);
        result.Errors.Should().EndWith("\n").And.Contain("such");
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "")]
    [InlineData("GITHUB_ACTIONS", "true")]
    public async Task A_terminal_finds_no_order_in_what_is_printed(string variable, string value)
    {
        const string Hostile = "a\u001b[2J\u001b]8;;http://x\u0007b\u202ec";
        PublicSamples.Write("xcopa", _cli.PathOf("public"));
        await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack", "--id", Hostile]);

        var listed = await _cli.RunAsync(["probes", "validate", "pack"], (variable, value));
        var refused = await _cli.RunAsync(["probes", "no" + Hostile], (variable, value));

        listed.Output.Should().Contain("[U+001B]").And.Contain("[U+202E]");
        refused.Errors.Should().Contain("noa[U+001B][2J[U+001B]]8;;http://x[U+0007]b[U+202E]c");
        (listed.Output + listed.Errors + refused.Output + refused.Errors).Should().NotContainAny("\u001b", "\u0007", "\u202e");
    }
}
