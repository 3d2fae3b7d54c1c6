using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using CLiKA.Cli.Commands;
using CLiKA.Input;

namespace CLiKA.Cli;

/// <summary>Parses and runs the commands, and reports their errors.</summary>
internal static class CommandLine
{
    // SIGXFSZ, on Linux and macOS.
    private const int FileSizeSignal = 25;

    // Help name of options and arguments that take free text.
    private const string FreeText = "TEXT";

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="laboratory">The command <c>lab</c>, or one that tells why it is unavailable.</param>
    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Command laboratory)
    {
        // A file that exceeds the system's size limit then fails with an error about the file, instead of ending the process silently.
        using var limit = OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create((PosixSignal)FileSizeSignal, context => context.Cancel = true);

        // Build servers interpret commands in the output, and terminals control characters; only tables and progress bars may use the latter.
        var isServer = OrderlessWriter.IsNeeded;
        var (standardOutput, standardError) = (ConsoleWriter.Output(), ConsoleWriter.Errors());
        using TextWriter output = isServer ? new OrderlessWriter(standardOutput) : new PrintableWriter(standardOutput);
        using TextWriter errors = isServer ? new OrderlessWriter(standardError) : new PrintableWriter(standardError);
        Shown.WriteTo(isServer ? output : standardOutput, isTerminal: !isServer);
        JobReport.WriteTo(isServer ? standardOutput : TextWriter.Null);
        Console.SetOut(output);
        Console.SetError(errors);
        return await ParseAndRunAsync(args, laboratory);
    }

    private static async Task<int> ParseAndRunAsync(string[] args, Command laboratory)
    {
        // Numbers are written as 0.05 in any locale.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        try
        {
            var parsed = Commands(laboratory).Parse(args);
            List<string> errors = [.. ErrorsOf(parsed), .. parsed.CommandResult.Children.Select(BlankIn).OfType<string>()];
            if (errors.Count == 0)
            {
                return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            }

            errors.ForEach(Console.Error.WriteLine);
            await Console.Error.WriteLineAsync($"{ToolCommand.Quote($"{PathOf(parsed.CommandResult)}--help")} shows what is expected.");
            return ExitCode.Unusable;
        }
        catch (InvalidInputException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.Unusable;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Ended before it was done.");
            return ExitCode.Cancelled;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(error.ToString());
            return ExitCode.Fault;
        }
    }

    private static RootCommand Commands(Command laboratory)
    {
        var root = new RootCommand(
            "CLiKA: does a language model still know, in every language, what it knew before? "
            + "Exit codes: 0 pass; 1 regressed, or changed under --strict; 2 bad input, not comparable, no baseline, or a comparison that "
            + "could not have failed; 70 a bug in this program; 130 ended by the user.");
        root.Add(MeasureCommand.Create());
        root.Add(NoiseCommand.Create());
        root.Add(ImportCommand.Create());
        root.Add(CompareCommand.Create());
        root.Add(FamilyCommand.Create());
        root.Add(AcceptCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(AskCommand.Create());
        root.Add(new Command("adapter", "Converts LoRA adapters.") { AdapterConvertCommand.Create() });
        root.Add(new Command("probes", "Makes, imports and checks probe sets.")
        {
            ProbesNewCommand.Create(), ProbesImportCommand.Create(), ProbesValidateCommand.Create(),
        });
        root.Add(LanguagesCommand.Create());
        root.Add(new Command("teach", "Fictional facts, for conductivity: exports them for training, and asks models for them before and after.")
        {
            TeachExportCommand.Create(), TeachCheckCommand.Create(), TeachMeasureCommand.Create(),
        });
        root.Add(laboratory);
        root.Add(new Command("journal", "Lists, checks, prunes and merges journals of answers.")
        {
            JournalListCommand.Create(), JournalVerifyCommand.Create(), JournalPruneCommand.Create(), JournalMergeCommand.Create(),
        });
        root.Add(new Command("gate", "Tests the gate itself: how often it is wrong, and what it misses.")
        {
            GateAlarmsCommand.Create(), GatePowerCommand.Create(),
        });
        return root;
    }

    // After a misspelt word, the parser's other errors would be about what it took the word, and those behind it, for.
    private static IEnumerable<string> ErrorsOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var errors = parsed.Errors.Select(error => error.Message);
        if (parsed.UnmatchedTokens is not [var word, ..])
        {
            return errors;
        }

        var isCommand = command.Subcommands.Count > 0 && !word.StartsWith('-');
        var names = isCommand ? command.Subcommands.Select(known => known.Name) : command.Options.Select(known => known.Name);
        return Spelling.Nearest(word, names) is { } nearest ? [$"Unrecognized {(isCommand ? "command" : "option")} '{word}'. Did you mean {nearest}?"]
            : isCommand ? [$"Unrecognized command '{word}'."]
            : errors;
    }

    // An unset pipeline variable leaves a name or a path blank, which is an error; free text may be blank.
    private static string? BlankIn(SymbolResult result)
    {
        var (name, kind) = result switch
        {
            OptionResult { Option: var option } => (option.Name, option.HelpName),
            ArgumentResult { Argument: var argument } => (argument.Name, argument.Name),
            _ => (null, null),
        };
        return kind != FreeText && result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)) ? $"{name} is blank; expected a value." : null;
    }

    // The command as typed, with a trailing space; empty for the tool itself.
    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)}{command.Command.Name} " : string.Empty;
}
