namespace CLiKA.Jinja.Runtime;

/// <summary>What a name or a member stands for that is not there: nothing where it is written, false where it is tested.</summary>
/// <param name="Name">The name.</param>
internal sealed record Undefined(string Name)
{
    /// <summary>The error of whoever needs a value.</summary>
    public TemplateFault Fault() => new($"'{Name}' is undefined.");
}
