namespace CLiKA.Jinja.Runtime;

/// <summary>An object whose members a template may set, also from inside a loop.</summary>
/// <param name="members">The initial members.</param>
internal sealed class Namespace(IEnumerable<KeyValuePair<string, object?>> members)
{
    /// <summary>The members.</summary>
    public Dictionary<string, object?> Members { get; } = new(members, StringComparer.Ordinal);
}
