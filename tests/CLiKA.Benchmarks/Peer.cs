using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace CLiKA.Benchmarks;

/// <summary>
/// A process that does the same with another program. It stays alive, so that it takes its turn in every round, and times itself: its start
/// and its replies are not timed.
/// </summary>
internal sealed class Peer : IDisposable
{
    /// <summary>The program in Peers/Torch.</summary>
    public const string Torch = "libtorch";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Peer(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Name = Read().GetProperty("name").GetString()!;
    }

    /// <summary>Name and version of the other program.</summary>
    public string Name { get; }

    /// <summary>The logits of the letters after each prompt, when it was asked last.</summary>
    public double[][] Logits { get; private set; } = [];

    /// <summary>Starts a program and asks once.</summary>
    /// <param name="program">Name of the program: that of a script for Node.js, or <see cref="Torch"/>.</param>
    /// <param name="request">Path of a file with what it has to do.</param>
    /// <param name="what">What is not measured if it cannot be asked, in words.</param>
    /// <returns>The peer; null, and a line that says why, if it cannot be asked here.</returns>
    public static Peer? Start(string program, string request, string what)
    {
        Process? process = null;
        try
        {
            var command = program == Torch ? TorchCommand() : NodeCommand(program);
            command.ArgumentList.Add(request);
            command.RedirectStandardInput = true;
            command.RedirectStandardOutput = true;
            command.RedirectStandardError = true;
            process = Process.Start(command)!;
            var peer = new Peer(process);
            peer.Ask();
            return peer;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or Win32Exception)
        {
            End(process);
            Console.WriteLine($"  not measured: {program}, {what}: {error.Message}");
            return null;
        }
    }

    /// <summary>Asks all prompts: the seconds that it took.</summary>
    public double Seconds()
    {
        var reply = Ask();
        Logits = reply.GetProperty("logits").Deserialize<double[][]>()!;
        return reply.GetProperty("seconds").GetDouble();
    }

    /// <summary>Asks once: its reply.</summary>
    public JsonElement Ask()
    {
        _process.StandardInput.WriteLine("go");
        return Read();
    }

    public void Dispose() => End(_process);

    private static ProcessStartInfo NodeCommand(string script)
    {
        var packages = Environment.GetEnvironmentVariable("CLIKATEST_NODE")
            ?? throw new InvalidOperationException("CLIKATEST_NODE names no folder with node_modules");
        return new("node", [Path.Combine(AppContext.BaseDirectory, "Peers", script + ".mjs")]) { WorkingDirectory = packages };
    }

    private static ProcessStartInfo TorchCommand()
    {
        var build = Environment.GetEnvironmentVariable("CLIKATEST_TORCH")
            ?? throw new InvalidOperationException("CLIKATEST_TORCH names no folder with a build of Peers/Torch");
        var program = Path.Combine(build, "CLiKA.Benchmarks.Torch.dll");
        return File.Exists(program) ? new("dotnet", [program]) : throw new InvalidOperationException($"{program} does not exist");
    }

    private static void End(Process? process)
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            process.WaitForExit();
        }

        process?.Dispose();
    }

    private JsonElement Read()
    {
        // Libraries may print lines of their own.
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonSerializer.Deserialize<JsonElement>(line);
            }
        }

        // Node.js says "TypeError: ..." or "Error [CODE]: ...", below the line of the script that threw; .NET "Unhandled exception. ...".
        string[] beginnings = ["Error:", "Error [", "Unhandled exception."];
        var error = _errors.Result.Split('\n').FirstOrDefault(line =>
            beginnings.Any(beginning => line.Contains(beginning, StringComparison.Ordinal)));
        throw new InvalidOperationException(error ?? "it ended");
    }
}
