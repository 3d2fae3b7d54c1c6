using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Probes.Validation;
using Spectre.Console;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika probes validate</c>.</summary>
internal static class ProbesValidateCommand
{
    private const int RedirectedWidth = 160;

    public static Command Create()
    {
        var configuration = Locations.ConfigurationOption();
        var folders = new Argument<string[]>("FOLDER")
        {
            Description = "Folders of probe sets; by default the configured ones.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var all = new Option<bool>("--all")
        {
            Description = "Checks every probe set in and below the folders or, without any, below the folder of the configuration.",
        };
        var full = new Option<bool>("--full") { Description = $"Lists every problem; by default {ProblemList.Examples} of each kind are shown." };
        var command = new Command("validate", $"Checks probe sets, counts the problems of each kind, and shows some of them. Any problem ends with exit code {ExitCode.Unusable}.")
        {
            folders, all, full, configuration,
        };
        command.SetAction(parsed =>
        {
            // A set named on the command line may have any languages; one that the suite asks needs those in which it is asked.
            var named = parsed.GetValue(folders) ?? [];
            var settings = named.Length > 0 ? null : Locations.ReadConfiguration(parsed.GetValue(configuration));
            var paths = parsed.GetValue(all)
                ? AllBelow(settings is null ? named : [Path.GetDirectoryName(settings.File)!])
                : settings is null ? named : [.. settings.ProbeSets.Select(entry => entry.Folder)];
            var sound = Validate(paths, path => settings is null ? [] : LanguagesOf(settings, path), parsed.GetValue(full));
            if (sound is [var alone] && named.Length == 1 && !parsed.GetValue(all))
            {
                TellNext(alone, named[0], Locations.FindFile(parsed.GetValue(configuration)));
            }

            return sound.Count == paths.Length ? ExitCode.Pass : ExitCode.Unusable;
        });
        return command;
    }

    // Paths in a configuration are relative to it; without a configuration, the path stays absolute.
    private static void TellNext(ProbeSet set, string path, string? configuration)
    {
        path = Path.GetFullPath(path);
        path = configuration is null ? path : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(configuration))!, path);
        var (id, folder) = (Escaped(set.Id), Escaped(path.Replace(Path.DirectorySeparatorChar, '/')));
        var languages = string.Join(", ", set.Languages.Select(language => $"\"{language}\""));
        Console.WriteLine($"To ask it, add to \"probeSets\" in clika.json: \"{id}\": {{ \"folder\": \"{folder}\", \"languages\": [{languages}] }}");
    }

    private static JsonEncodedText Escaped(string text) => JsonEncodedText.Encode(text, JsonText.Line.Encoder);

    private static string[] AllBelow(string[] folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        string[] found =
        [
            .. folders.SelectMany(folder => Directory.Exists(folder)
                    ? Directory.EnumerateFiles(folder, ProbeSetReader.DescriptionFile, options)
                    : throw new InvalidInputException(folder, "no such folder; expected one with probe sets in or below it."))
                .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                .Select(path => Path.GetDirectoryName(path)!)
                .Order(StringComparer.Ordinal),
        ];
        return found.Length > 0
            ? found
            : throw new InvalidInputException(string.Join(' ', folders), $"no {ProbeSetReader.DescriptionFile} in or below it.");
    }

    private static ImmutableArray<Language> LanguagesOf(AlignmentConfiguration settings, string path) =>
        settings.ProbeSets.FirstOrDefault(entry => entry.Folder == path) is { Languages: { IsEmpty: false } own } ? own : settings.Languages;

    // Returns the sets without problems.
    private static List<ProbeSet> Validate(IEnumerable<string> paths, Func<string, ImmutableArray<Language>> languagesOf, bool isFull)
    {
        var table = new Table().AddColumns(
            "probe set", "items", "languages", "wordings", "gold letters", "chance", "options only", "lengths only", "problems");
        var sound = new List<ProbeSet>();
        foreach (var path in paths)
        {
            var pack = ProbeSetReader.ReadPack(path);
            var problems = ProbeSetValidator.Validate(pack, languagesOf(path));

            // The choices of a public set cannot be changed here, so they are only remarked on.
            var isOwn = pack.Description.ImportedFrom is null;
            if (!isOwn || problems.IsEmpty)
            {
                sound.Add(pack.Set);
            }

            foreach (var line in ProblemList.Lines(problems, isOwn ? "problem" : "remark", isFull))
            {
                Console.Error.WriteLine($"{path}: {line}");
            }

            table.AddRow([.. Row(pack, isOwn ? $"{problems.Length}" : $"{problems.Length} remarks").Select(Shown.Text)]);
        }

        Shown.Write(table, RedirectedWidth);
        return sound;
    }

    private static IEnumerable<string> Row(ProbePack pack, string problems)
    {
        var set = pack.Set;
        var letters = LetterCheck.GoldCounts(set).Select((count, letter) => $"{OptionLetter.Of(letter)}{count}");
        return
        [
            set.Id,
            $"{set.Count}",
            $"{set.Languages.Length}",
            $"{set.Wordings}",
            string.Join(' ', letters),
            Number(set.Chance),
            Highest(set, NullModels.OptionsOnly),
            Highest(set, NullModels.LengthsOnly),
            problems,
        ];
    }

    // The language in which the null model does best, which needs the most attention.
    private static string Highest(ProbeSet set, Func<ImmutableArray<ProbeItem>, double> ask)
    {
        var (language, accuracy) = set.Languages.Select(language => (language, Accuracy: ask(set.In(language)))).MaxBy(pair => pair.Accuracy);
        return $"{Number(accuracy)} ({language})";
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
