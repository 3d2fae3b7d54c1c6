using System.Diagnostics;
using System.Reflection;
using CLiKA.Baselines;

namespace CLiKA.Cli.Tests;

/// <summary>The command line as a user runs it, in a folder of the test's own.</summary>
/// <param name="program">Which program: <c>Cli</c>, or <c>LabCli</c>, which has the laboratory.</param>
internal sealed class Cli(string program = "Cli") : IDisposable
{
    private readonly string _assembly = PathOfProgram(program);

    public string Folder { get; } = Directory.CreateTempSubdirectory("clika-cli-").FullName;

    public static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(PathOfProgram("Cli"))!, "..", "..", "..", "..", ".."));

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public async Task<CliResult> RunAsync(string[] arguments, params (string Name, string Value)[] variables)
    {
        using var process = Start(arguments, variables);
        return await EndAsync(process);
    }

    /// <summary>Starts it; nobody is there to be asked.</summary>
    public Process Start(string[] arguments, params (string Name, string Value)[] variables) =>
        StartProgram(CommandLine(arguments), variables);

    /// <summary>Starts it in a folder below <see cref="Folder"/>.</summary>
    public Process StartIn(string folder, string[] arguments) => StartProgram(CommandLine(arguments), PathOf(folder), []);

    /// <summary>What is started: a program and its arguments.</summary>
    public string[] CommandLine(string[] arguments) =>
        [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet", _assembly, .. arguments];

    /// <summary>Starts another program as <see cref="Start"/> does.</summary>
    public Process StartProgram(string[] commandLine, params (string Name, string Value)[] variables) => StartProgram(commandLine, Folder, variables);

    private static Process StartProgram(string[] commandLine, string folder, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(commandLine[0], commandLine[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in Pipeline.Variables.Concat(["CLIKA_CONFIG", "CLIKA_MODEL", "CLIKA_JOURNAL", "CLIKA_FRESH", "CLIKA_SHARD", "CLIKA_KNOWN"]))
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits until it ends.</summary>
    public static async Task<CliResult> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CliResult(process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string PathOfProgram(string program) => typeof(Cli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == program).Value!;
}
