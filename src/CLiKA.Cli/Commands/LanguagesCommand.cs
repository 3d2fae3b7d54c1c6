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
            Description = "A code in any notation (deu, zho_Hant), part of a name in English or in the language itself, or a country code.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("languages", "Finds the codes of languages.") { words };
        command.SetAction(parsed =>
        {
            var table = new Table().AddColumns("code", "language", "own name", "scripts", "direction");
            foreach (var language in parsed.GetRequiredValue(words).SelectMany(Find).Distinct().Order(Language.Order))
            {
                string[] row =
                [
                    language.Code,
                    language.EnglishName,
                    language.OwnName ?? string.Empty,
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
        var found = Language.Named(word).ToList();
        if (Language.TryRead(word, out var exact))
        {
            found.Add(exact);
        }

        return found.Count > 0
            ? found
            : throw new InvalidInputException(word, "is neither the code of a language nor part of its name, in English or in the language.");
    }
}
