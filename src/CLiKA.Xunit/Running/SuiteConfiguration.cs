using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Models;

namespace CLiKA.Xunit.Running;

/// <summary>
/// The configuration of this run: the file named by CLIKA_CONFIG, or clika.json of this project; with the configured model folder replaced by
/// CLIKA_MODEL (NAME=FOLDER where there are several models), the journal by CLIKA_JOURNAL, and the strictness of the gate by CLIKA_GATE. The build
/// properties ClikaModel and ClikaGate arrive as these variables.
/// </summary>
internal static partial class SuiteConfiguration
{
    private const string ConfigurationVariable = "CLIKA_CONFIG";
    private const string ModelVariable = "CLIKA_MODEL";
    private const string GateVariable = "CLIKA_GATE";

    private static readonly Lazy<AlignmentConfiguration> Read = new(() =>
    {
        var configuration = ConfigurationReader.Read(Place());
        EnvironmentInput.RequireKnown(configuration.Variables);
        return EnvironmentInput.Read(ModelSource.JournalVariable) is { } journal ? configuration.WithJournal(journal, StartFolder()) : configuration;
    });

    private static readonly Lazy<AlignmentConfiguration> Loaded = new(() =>
    {
        var asked = EnvironmentInput.Read(ModelVariable) is { } candidate ? Read.Value.WithCandidate(candidate, StartFolder()) : Read.Value;
        return EnvironmentInput.Read(GateVariable) is { } gate ? asked.WithGate(gate) : asked;
    });

    public static AlignmentConfiguration Current => Loaded.Value;

    /// <summary>The error in the configuration; null where there is none.</summary>
    public static InvalidInputException? Mistake
    {
        get
        {
            try
            {
                _ = Current;
                return null;
            }
            catch (InvalidInputException error)
            {
                return error;
            }
        }
    }

    /// <summary>The configuration as in the file, including models that are not asked because only the candidate for another one is.</summary>
    public static AlignmentConfiguration AsWritten => Read.Value;

    /// <summary>The names of the configured models that are not asked, because only the candidate for another one is; empty where all are.</summary>
    public static ImmutableArray<string> NotAsked =>
        [.. AsWritten.Models.Select(model => model.Name).Except(Current.Models.Select(model => model.Name))];

    /// <summary>
    /// Sentences about the environment variables that changed what is asked or what passes, which nobody would notice in a passing run.
    /// </summary>
    public static IEnumerable<string> Overrides
    {
        get
        {
            if (EnvironmentInput.Read(ConfigurationVariable) is not null)
            {
                yield return $"Configuration: {ShownPath.Of(AsWritten.File)}, named by {ConfigurationVariable}.";
            }

            if (Current.Gate.Strict != AsWritten.Gate.Strict)
            {
                yield return $"Gate: {EnvironmentInput.Read(GateVariable)}, set by ClikaGate or {GateVariable}.";
            }

            if (!NotAsked.IsEmpty)
            {
                yield return $"Only the candidate named by ClikaModel or {ModelVariable} was asked. Not asked: {string.Join(", ", NotAsked)}.";
            }
        }
    }

    /// <summary>
    /// Returns the codes of the paper's languages, and of all languages that the text of the file names, even where the file is invalid.
    /// </summary>
    public static IEnumerable<string> CodesInText()
    {
        string text;
        try
        {
            text = TextInput.ReadAllText(Place());
        }
        catch (InvalidInputException)
        {
            // The row that these codes are for reports the error.
            text = string.Empty;
        }

        return Quoted().Matches(text)
            .Select(match => Language.TryParse(match.Groups["code"].Value, out var language) ? language : null).OfType<Language>()
            .Concat(Language.Paper).Distinct().Order(Language.Order).Select(language => language.Code);
    }

    private static string Place() =>
        EnvironmentInput.Read(ConfigurationVariable) is { } file ? Path.GetFullPath(file, StartFolder()) : FindFile();

    [GeneratedRegex("\"(?<code>[A-Za-z0-9-]{2,11})\"")]
    private static partial Regex Quoted();

    // This process runs in the folder of its assembly. The project file passes the folder in which the user typed the path; where the user's own
    // arguments override that, a shell's PWD still names it.
    private static string StartFolder() =>
        Environment.GetEnvironmentVariable(EnvironmentInput.StartFolderVariable)
        ?? Environment.GetEnvironmentVariable("PWD")
        ?? Directory.GetCurrentDirectory();

    private static string FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, AlignmentConfiguration.FileName);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new InvalidInputException(
            AppContext.BaseDirectory, $"no {AlignmentConfiguration.FileName} here or above; name one in {ConfigurationVariable}.");
    }
}
