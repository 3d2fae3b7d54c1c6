using System.Diagnostics;
using System.Globalization;

namespace CLiKA.Cli.Tests.FullDisks;

/// <summary>
/// The folder <c>disk</c> of a test's folder, on a disk of its own that is as small as one likes: a file system in memory, which Linux lets a
/// process mount that has a namespace for it.
/// </summary>
internal static class SmallDisk
{
    public const int Page = 4096;

    // What the command leaves is copied out before the disk goes with the process.
    private const string Script = """
        cp -a disk before && mount -t tmpfs -o size=$1 tmpfs disk && cp -a before/. disk/ || exit 99
        shift
        "$@"
        status=$?
        cp -a disk after
        exit $status
        """;

    /// <summary>Why there can be no such disk here; null where there can.</summary>
    public static string? WhyNot { get; } = Find();

    /// <summary>Runs a command while the disk has room for what is there, and some pages more. What it leaves is in the folder <c>after</c>.</summary>
    public static async Task<CliResult> RunAsync(Cli cli, int pages, params string[] arguments)
    {
        var there = Directory.GetFiles(cli.PathOf("disk"), "*", SearchOption.AllDirectories).Sum(file => (new FileInfo(file).Length + Page - 1) / Page);
        using var process = cli.StartProgram(
            ["unshare", "-rm", "sh", "-c", Script, "sh", ((there + pages) * Page).ToString(CultureInfo.InvariantCulture), .. cli.CommandLine(arguments)]);
        return await Cli.EndAsync(process);
    }

    private static string? Find()
    {
        try
        {
            using var process = Process.Start("unshare", ["-rm", "mount", "-t", "tmpfs", "-o", "size=4096", "tmpfs", Path.GetTempPath()]);
            process.WaitForExit();
            return process.ExitCode == 0 ? null : "Nothing can be mounted here, not even in a namespace of its own (unshare -rm).";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "Needs Linux, where a process can have a namespace of its own (unshare).";
        }
    }
}
