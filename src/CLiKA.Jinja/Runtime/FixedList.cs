namespace CLiKA.Jinja.Runtime;

/// <summary>A Python tuple: a list that is written in parentheses and never equals a list in square brackets.</summary>
/// <param name="elements">Its elements.</param>
internal sealed class FixedList(IEnumerable<object?> elements) : List<object?>(elements);
