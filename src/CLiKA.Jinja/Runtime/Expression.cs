namespace CLiKA.Jinja.Runtime;

/// <summary>An expression of a template, ready to be evaluated.</summary>
/// <param name="scope">What names stand for.</param>
/// <returns>
/// A value: null (none), a bool, a long, a double, a string, a list of values, a map from texts to values, a <see cref="Namespace"/>, a
/// <see cref="Callable"/> or <see cref="Undefined"/>.
/// </returns>
internal delegate object? Expression(Scope scope);
