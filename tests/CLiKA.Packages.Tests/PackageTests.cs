using System.IO.Compression;
using System.Xml.Linq;

namespace CLiKA.Packages.Tests;

/// <summary>What is in the packages.</summary>
[Collection(nameof(OnePacking))]
public sealed class PackageTests(Feed feed)
{
    [Fact]
    public void The_packages_need_no_other_of_ours()
    {
        var packed = Packages().ToList();

        packed.Should().Contain(
            "CLiKA", "CLiKA.Cli", "CLiKA.Endpoint", "CLiKA.Jinja", "CLiKA.Models", "CLiKA.Onnx", "CLiKA.OnnxRuntime", "CLiKA.Reporting",
            "CLiKA.Teaching", "CLiKA.Templates", "CLiKA.TestLogger", "CLiKA.Xunit").And.NotContain("CLiKA.Lab", "it is no package");
        var needed = packed.SelectMany(name => Manifest(name).Descendants().Where(element => element.Name.LocalName == "dependency"))
            .Where(dependency => dependency.Attribute("id")!.Value.StartsWith("CLiKA", StringComparison.Ordinal))
            .ToList();
        needed.Select(dependency => dependency.Attribute("id")!.Value).Should().BeSubsetOf(packed).And.NotBeEmpty();
        needed.Select(dependency => dependency.Attribute("version")!.Value).Should().AllBe(feed.Version);
    }

    [Fact]
    public void Every_package_says_what_it_is_and_under_which_licence()
    {
        foreach (var name in Packages())
        {
            var metadata = Manifest(name).Descendants().Where(element => element.Name.LocalName is "description" or "license" or "readme")
                .ToDictionary(element => element.Name.LocalName, element => element.Value);
            metadata["description"].Should().NotBe("Package Description", name).And.NotBeEmpty(name);
            metadata["license"].Should().StartWith("MIT", name);
            Files(name).Should().Contain(metadata["readme"], name);
        }
    }

    [Theory]
    [InlineData("CLiKA.Cli")]
    [InlineData("CLiKA.Reporting")]
    public void The_licence_of_the_font_goes_wherever_the_font_does(string name)
    {
        Files(name).Should().Contain("NotoSans-Latin.LICENSE.txt");
        Manifest(name).Descendants().Single(element => element.Name.LocalName == "license").Value.Should().EndWith(" AND OFL-1.1");
    }

    [Fact]
    public void Every_library_comes_with_its_documentation_and_symbols()
    {
        foreach (var name in Packages().Except(["CLiKA.Cli", "CLiKA.Templates"]))
        {
            Files(name).Should().Contain([$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"]);
            Files(name, "snupkg").Should().Contain($"lib/net10.0/{name}.pdb");
        }
    }

    [Fact]
    public void The_tool_has_the_native_libraries_of_the_usual_machines_no_laboratory_and_no_test_platform()
    {
        var files = Files("CLiKA.Cli");

        foreach (var library in (string[])
            ["linux-x64/native/libonnxruntime.so", "linux-arm64/native/libonnxruntime.so", "osx-arm64/native/libonnxruntime.dylib", "win-x64/native/onnxruntime.dll"])
        {
            files.Should().Contain($"tools/net10.0/any/runtimes/{library}");
        }

        files.Should().NotContain(file => file.Contains("torch", StringComparison.OrdinalIgnoreCase) || file.Contains("android", StringComparison.Ordinal)
            || file.Contains("TestPlatform", StringComparison.Ordinal));
        new FileInfo(PathOf("CLiKA.Cli", "nupkg")).Length.Should().BeLessThan(120_000_000);
    }

    [Fact]
    public void A_suite_gets_its_switches_with_the_package() => Files("CLiKA.Xunit").Should().Contain(
        [
            "buildTransitive/CLiKA.Xunit.props", "buildTransitive/CLiKA.Xunit.targets", "buildTransitive/OnnxRuntimeLibraries.targets",
            "buildTransitive/alignment.runsettings",
        ]);

    private IEnumerable<string> Packages() => Directory.GetFiles(feed.Folder, "*.nupkg")
        .Select(path => Path.GetFileName(path)[..^$".{feed.Version}.nupkg".Length]).Order(StringComparer.Ordinal);

    private XDocument Manifest(string name)
    {
        using var archive = ZipFile.OpenRead(PathOf(name, "nupkg"));
        using var stream = archive.GetEntry($"{name}.nuspec")!.Open();
        return XDocument.Load(stream);
    }

    private List<string> Files(string name, string kind = "nupkg")
    {
        using var archive = ZipFile.OpenRead(PathOf(name, kind));
        return archive.Entries.Select(entry => entry.FullName).ToList();
    }

    private string PathOf(string name, string kind) => Path.Combine(feed.Folder, $"{name}.{feed.Version}.{kind}");
}
