using System.Diagnostics;
using CLiKA.Alignment.Tests;
using CLiKA.Baselines;

namespace CLiKA.Packages.Tests;

/// <summary>
/// A user's machine: a home with templates, tools and packages of its own, which reads feeds as this machine does and finds packages of others
/// where this build has them.
/// </summary>
internal sealed class Machine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public Machine()
    {
        var settings = Path.Combine(".nuget", "NuGet", "NuGet.Config");
        var own = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), settings);
        if (File.Exists(own))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Home, settings))!);
            File.Copy(own, Path.Combine(Home, settings));
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("clika-packages-").FullName;

    public string PackageFolder => Path.Combine(Home, ".nuget", "packages");

    private string Home => Path.Combine(Root, "home");

    /// <summary>Runs <c>dotnet</c> in a folder.</summary>
    public Task<CommandResult> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder };
        foreach (var name in start.Environment.Keys.Where(name => Pipeline.Variables.Contains(name) || name is "PWD" || name.StartsWith("CLIKA_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_HOME"] = Home;
        start.Environment["NUGET_PACKAGES"] = PackageFolder;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_ADD_GLOBAL_TOOLS_TO_PATH"] = "false";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["DiffEngine_Disabled"] = "true";

        // Servers that outlive a command would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        return Command.RunAsync(start, Patience);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
