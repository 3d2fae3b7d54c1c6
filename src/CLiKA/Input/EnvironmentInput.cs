using System.Text.RegularExpressions;

namespace CLiKA.Input;

/// <summary>Reads variables of the environment that say what a run asks.</summary>
public static partial class EnvironmentInput
{
    private const string Beginning = "CLIKA_";

    // Two letters that changed places are two.
    private const int MostSlips = 2;

    // What a person sets, and what the build and the logger set.
    private static readonly string[] OfUsers =
        ["CLIKA_CONFIG", "CLIKA_MODEL", "CLIKA_GATE", "CLIKA_SHARD", "CLIKA_JOURNAL", "CLIKA_FRESH", "CLIKA_KNOWN"];

    private static readonly string[] OfBuilds = [StartFolderVariable, "CLIKA_HANDOVER_FILE"];

    // As in the environment of this system.
    private static readonly StringComparer Names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>
    /// The variable by which a suite is told the folder in which the user typed, which the process of the tests does not run in.
    /// </summary>
    public const string StartFolderVariable = "CLIKA_START_FOLDER";

    /// <summary>The folder in which the user typed the command that started this run.</summary>
    public static string StartFolder => Environment.GetEnvironmentVariable(StartFolderVariable) ?? Directory.GetCurrentDirectory();

    /// <summary>Reads a variable.</summary>
    /// <param name="variable">Its name.</param>
    /// <returns>What it says; null where it is not set.</returns>
    /// <exception cref="InvalidInputException">
    /// It is set and says nothing, as where a pipeline's own variable was not set: what is configured would be asked in the place of what was meant.
    /// </exception>
    public static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) switch
    {
        null => null,
        var value when !string.IsNullOrWhiteSpace(value) => value,
        _ => throw new InvalidInputException(variable, "is set but empty; expected a value. To use what is configured, unset it."),
    };

    /// <summary>Refuses variables that begin as CLiKA's own and are none: one that is misspelt would be passed over, and what is configured asked.</summary>
    /// <param name="others">Variables that the configuration names, with whatever beginning.</param>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public static void RequireKnown(IEnumerable<string> others) =>
        RequireKnown(Environment.GetEnvironmentVariables().Keys.Cast<string>(), others);

    /// <inheritdoc cref="RequireKnown(IEnumerable{string})"/>
    /// <param name="set">The variables that are set.</param>
    /// <param name="others">Variables that the configuration names, with whatever beginning.</param>
    public static void RequireKnown(IEnumerable<string> set, IEnumerable<string> others)
    {
        var known = OfUsers.Concat(OfBuilds).Concat(others).ToHashSet(Names);
        if (set.Where(name => name.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase) && !known.Contains(name) && !OfService.IsMatch(name))
            .Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            var (nearest, slips) = OfUsers.Select(name => (Name: name, Slips: Distance(name, unknown.ToUpperInvariant()))).MinBy(candidate => candidate.Slips);
            throw new InvalidInputException(
                unknown,
                $"unknown variable; expected {string.Join(", ", OfUsers)}. {(slips <= MostSlips ? $"The nearest is {nearest}. " : string.Empty)}"
                + $"One of your own may begin with {Beginning} only where a model's 'apiKeyVariable' names it.");
        }
    }

    // What Kubernetes sets in every pod of a namespace in which a service is called so (kubernetes.io, "Accessing the Service").
    [GeneratedRegex("_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$")]
    private static partial Regex OfService { get; }

    // Levenshtein's: how many letters are added, left out or replaced.
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        foreach (var letter in one)
        {
            var diagonal = row[0]++;
            for (var index = 1; index < row.Length; index++)
            {
                (diagonal, row[index]) = (row[index], letter == other[index - 1] ? diagonal : 1 + Math.Min(diagonal, Math.Min(row[index], row[index - 1])));
            }
        }

        return row[^1];
    }
}
