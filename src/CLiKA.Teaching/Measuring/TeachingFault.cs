using CLiKA.Languages;

namespace CLiKA.Teaching.Measuring;

/// <summary>The reason why the conductivity of a world could not be measured in a language.</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Language">The language.</param>
/// <param name="Reason">What is wrong, with the file and what was expected.</param>
public sealed record TeachingFault(string World, Language Language, string Reason)
{
    /// <summary>The fault as it is reported.</summary>
    public string Message => $"{World}, {Language}: not measured. {Reason}";
}
