using System.CommandLine;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Models;

namespace CLiKA.Cli;

/// <summary>Locates the configuration for the commands.</summary>
internal static class Locations
{
    private static readonly string SuiteFile = Path.Combine("tests", "CLiKA.Alignment", AlignmentConfiguration.FileName);

    /// <summary>Creates the option that names a configuration.</summary>
    public static Option<string?> ConfigurationOption() => new("--config")
    {
        Description = "The configuration; by default CLIKA_CONFIG, else clika.json in this folder or one above, or in tests/CLiKA.Alignment there.",
        HelpName = "FILE",
    };

    /// <summary>Reads the configuration of a command.</summary>
    /// <param name="path">The option's value.</param>
    /// <returns>The configuration.</returns>
    public static AlignmentConfiguration ReadConfiguration(string? path)
    {
        var configuration = ConfigurationReader.Read(FindFile(path)
            ?? throw new InvalidInputException(
                Directory.GetCurrentDirectory(), $"no {AlignmentConfiguration.FileName} in this folder or one above; name one with --config."));
        EnvironmentInput.RequireKnown(configuration.Variables);
        return EnvironmentInput.Read(ModelSource.JournalVariable) is { } journal ? configuration.WithJournal(journal) : configuration;
    }

    /// <summary>Finds the configuration of a command that can do without.</summary>
    /// <param name="path">The option's value.</param>
    /// <returns>Its path; null where there is none.</returns>
    public static string? FindFile(string? path) => path ?? EnvironmentInput.Read("CLIKA_CONFIG") ?? Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            foreach (var name in (string[])[AlignmentConfiguration.FileName, SuiteFile])
            {
                var path = Path.Combine(folder.FullName, name);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }
}
