using System.CommandLine;
using CLiKA.Languages;
using Spectre.Console;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika languages</c>.</summary>
internal static class LanguagesCommand
{
    private const int RedirectedWidth = 100;

    public static Command Create()
    {
        var words = new Argument<string[]>("WORD")
        {
            Description = "A code however it is written (deu, zho_Hant), or a part of the English name.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("languages", "Finds the codes of languages.") { words };
        command.SetAction(parsed =>
        {
            var table = new Table().AddColumns("code", "language", "scripts", "direction");
            foreach (var language in parsed.GetRequiredValue(words).SelectMany(Find).Distinct().Order(Language.Order))
            {
                string[] row =
                [
                    language.Code,
                    language.EnglishName,
                    string.Join(' ', language.Scripts),
                    language.Direction == TextDirection.RightToLeft ? "right to left" : "left to right",
                ];
                table.AddRow([.. row.Select(Shown.Text)]);
            }

            Shown.Write(table, RedirectedWidth);
            return ExitCode.Pass;
        });
        return command;
    }

    private static List<Language> Find(string word)
    {
        // Languages without a name go by their code, which is no part of a name.
        var found = Language.Known
            .Where(language => language.EnglishName != language.Code && language.EnglishName.Contains(word, StringComparison.OrdinalIgnoreCase)).ToList();
        if (Language.TryRead(word, out var exact))
        {
            found.Add(exact);
        }

        return found.Count > 0 ? found : throw new InvalidInputException(word, "is neither a code nor a part of an English name of a language.");
    }
}
