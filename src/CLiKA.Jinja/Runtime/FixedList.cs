namespace CLiKA.Jinja.Runtime;

/// <summary>A list in round brackets, which Python calls a tuple: it is written with them, and equals no list in square ones.</summary>
/// <param name="elements">Its elements.</param>
internal sealed class FixedList(IEnumerable<object?> elements) : List<object?>(elements);
