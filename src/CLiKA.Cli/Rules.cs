using System.CommandLine;
using System.CommandLine.Parsing;

namespace CLiKA.Cli;

/// <summary>Validation rules that concern several options of a command.</summary>
internal static class Rules
{
    /// <summary>Adds a rule.</summary>
    /// <param name="command">The command.</param>
    /// <param name="rule">Adds an error where the options are inconsistent.</param>
    public static void Add(Command command, Action<CommandResult> rule) => command.Validators.Add(result =>
    {
        try
        {
            rule(result);
        }
        catch (InvalidOperationException)
        {
            // An option that was given twice cannot be read; the library reports that itself, after the rules.
        }
    });
}
