namespace CLiKA.Jinja.Runtime;

/// <summary>A compiled expression of a template.</summary>
/// <param name="scope">The scope of names.</param>
/// <returns>
/// A value: null (none), a bool, a long, a double, a string, a list of values, a map from strings to values, a <see cref="Namespace"/>, a <see
/// cref="Callable"/> or <see cref="Undefined"/>.
/// </returns>
internal delegate object? Expression(Scope scope);
