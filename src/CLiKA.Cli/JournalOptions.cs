using System.CommandLine;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Journal;
using CLiKA.Models;

namespace CLiKA.Cli;

/// <summary>The options of commands that ask models through a journal.</summary>
internal static class JournalOptions
{
    /// <summary>Creates the option to ask everything again.</summary>
    public static Option<bool> Fresh() => new("--fresh")
    {
        Description = "Asks every question again, even where the journal has the answer. By default CLIKA_FRESH.",
    };

    /// <summary>Creates the option that names a journal.</summary>
    public static Option<string?> File() => new("--journal")
    {
        HelpName = "FILE",
        Description = "The journal; by default CLIKA_JOURNAL, or the configured one.",
    };

    /// <summary>Returns the path of the journal that a command works on.</summary>
    /// <param name="file">The option's value.</param>
    /// <param name="configuration">The value of the option that names a configuration.</param>
    /// <exception cref="InvalidInputException">The configuration has no journal.</exception>
    public static string PathOf(string? file, string? configuration)
    {
        if ((file ?? Named) is { } named)
        {
            return Path.GetFullPath(named);
        }

        var settings = Locations.ReadConfiguration(configuration);
        return settings.JournalFile ?? throw new InvalidInputException(settings.File, "configures no journal; name one with --journal.");
    }

    /// <summary>Returns which questions a command asks.</summary>
    /// <param name="fresh">The value of the option to ask everything again.</param>
    public static Asking Asks(bool fresh) => fresh ? Asking.All : ModelSource.Asked;

    /// <summary>
    /// Returns the models of a command that needs no configuration: through the journal of the configuration in this folder or above, if there is
    /// one.
    /// </summary>
    /// <param name="fresh">The option's value.</param>
    public static ModelSource Source(bool fresh) => ModelSource.Of(
        Locations.FindFile(null) is { } path ? Locations.ReadConfiguration(path).JournalFile : Named is { } named ? Path.GetFullPath(named) : null, Asks(fresh));

    // The journal that the environment names, with or without a configuration; null where it names none, or turns the journal off.
    private static string? Named =>
        EnvironmentInput.Read(ModelSource.JournalVariable) is { } name and not AlignmentConfiguration.NoJournal ? name : null;
}
