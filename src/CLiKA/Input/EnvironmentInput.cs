namespace CLiKA.Input;

/// <summary>Reads variables of the environment that say what a run asks.</summary>
public static class EnvironmentInput
{
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
