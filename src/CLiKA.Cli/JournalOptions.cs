using System.CommandLine;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Journal;
using CLiKA.Models;

namespace CLiKA.Cli;

/// <summary>The options of commands that ask models behind a journal.</summary>
internal static class JournalOptions
{
    /// <summary>The option that asks all.</summary>
    public static Option<bool> Fresh() => new("--fresh")
    {
        Description = "Asks every question again, even where the journal has the answer. By default CLIKA_FRESH.",
    };

    /// <summary>The option that names a journal.</summary>
    public static Option<string?> File() => new("--journal")
    {
        HelpName = "FILE",
        Description = "The journal; by default CLIKA_JOURNAL, or the configured one.",
    };

    /// <summary>Path of the journal that a command is about.</summary>
    /// <param name="file">The option's value.</param>
    /// <param name="configuration">The value of the option that names a configuration.</param>
    /// <exception cref="InvalidInputException">The configuration goes without a journal.</exception>
    public static string PathOf(string? file, string? configuration)
    {
        if ((file ?? Named) is { } named)
        {
            return Path.GetFullPath(named);
        }

        var settings = Locations.ReadConfiguration(configuration);
        return settings.JournalFile ?? throw new InvalidInputException(settings.File, "configures no journal; name one with --journal.");
    }

    /// <summary>Which questions a command asks.</summary>
    /// <param name="fresh">The value of the option that asks all.</param>
    public static Asking Asks(bool fresh) => fresh ? Asking.All : ModelSource.Asked;

    /// <summary>The models of a command that needs no configuration: behind the journal of one, where there is one here or above.</summary>
    /// <param name="fresh">The option's value.</param>
    public static ModelSource Source(bool fresh) => ModelSource.Of(
        Locations.FindFile(null) is { } path ? Locations.ReadConfiguration(path).JournalFile : Named is { } named ? Path.GetFullPath(named) : null, Asks(fresh));

    // What the environment names, be there a configuration or not; null where it names none, or says to go without.
    private static string? Named =>
        EnvironmentInput.Read(ModelSource.JournalVariable) is { } name and not AlignmentConfiguration.NoJournal ? name : null;
}
