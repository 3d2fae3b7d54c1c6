using System.Text.RegularExpressions;

namespace CLiKA.Input;

/// <summary>Reads the environment variables that control a run.</summary>
public static partial class EnvironmentInput
{
    private const string Beginning = "CLIKA_";

    // Variables that people set, and those that the build and the logger set.
    private static readonly string[] OfUsers =
        ["CLIKA_CONFIG", "CLIKA_MODEL", "CLIKA_GATE", "CLIKA_SHARD", "CLIKA_JOURNAL", "CLIKA_FRESH", "CLIKA_KNOWN"];

    private static readonly string[] OfBuilds = [StartFolderVariable, "CLIKA_HANDOVER_FILE"];

    // As in the environment of this operating system.
    private static readonly StringComparer Names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The variable that passes the folder of the user's command to a suite, whose test process runs in another one.</summary>
    public const string StartFolderVariable = "CLIKA_START_FOLDER";

    /// <summary>The folder in which the user started this run.</summary>
    public static string StartFolder => Environment.GetEnvironmentVariable(StartFolderVariable) ?? Directory.GetCurrentDirectory();

    /// <summary>Reads an environment variable.</summary>
    /// <param name="variable">Its name.</param>
    /// <returns>The value; null where the variable is not set.</returns>
    /// <exception cref="InvalidInputException">
    /// The variable is set to an empty value, for example from an unset variable of a pipeline: the configured model would be asked instead of the
    /// intended one.
    /// </exception>
    public static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) switch
    {
        null => null,
        var value when !string.IsNullOrWhiteSpace(value) => value,
        _ => throw new InvalidInputException(variable, "is set but empty; expected a value. To use what is configured, unset it."),
    };

    /// <summary>
    /// Throws where a variable has CLiKA's prefix but is unknown: a misspelt variable would be ignored, and the run would ask what is configured.
    /// </summary>
    /// <param name="others">Variables that the configuration names, with any prefix.</param>
    /// <exception cref="InvalidInputException">There is an unknown variable.</exception>
    public static void RequireKnown(IEnumerable<string> others) =>
        RequireKnown(Environment.GetEnvironmentVariables().Keys.Cast<string>(), others);

    /// <inheritdoc cref="RequireKnown(IEnumerable{string})"/>
    /// <param name="set">The variables that are set.</param>
    /// <param name="others">Variables that the configuration names, with any prefix.</param>
    public static void RequireKnown(IEnumerable<string> set, IEnumerable<string> others)
    {
        var known = OfUsers.Concat(OfBuilds).Concat(others).ToHashSet(Names);
        if (set.Where(name => name.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase) && !known.Contains(name) && !OfService.IsMatch(name))
            .Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            var nearest = Spelling.Nearest(unknown.ToUpperInvariant(), OfUsers);
            throw new InvalidInputException(
                unknown,
                $"unknown variable; expected {string.Join(", ", OfUsers)}. {(nearest is null ? string.Empty : $"The nearest is {nearest}. ")}"
                + $"One of your own may begin with {Beginning} only where a model's 'apiKeyVariable' names it.");
        }
    }

    // Kubernetes sets these in every pod of a namespace with a service of such a name (kubernetes.io, "Accessing the Service").
    [GeneratedRegex("_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$")]
    private static partial Regex OfService { get; }
}
