namespace CLiKA.Input;

/// <summary>Reads variables of the environment that say what a run asks.</summary>
public static class EnvironmentInput
{
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
        _ => throw new InvalidInputException(variable, "is set and empty; expected a value. For what is configured, unset it."),
    };
}
