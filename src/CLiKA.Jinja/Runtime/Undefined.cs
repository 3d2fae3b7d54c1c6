namespace CLiKA.Jinja.Runtime;

/// <summary>The value of a missing name or member: empty when written, false when tested.</summary>
/// <param name="Name">The name.</param>
internal sealed record Undefined(string Name)
{
    /// <summary>Creates the error for an operation that needs a value.</summary>
    public TemplateFault Fault() => new($"'{Name}' is undefined.");
}
