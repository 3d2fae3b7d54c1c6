namespace CLiKA.Jinja.Runtime;

/// <summary>A callable value: a function, a method or a macro.</summary>
/// <param name="arguments">The arguments.</param>
/// <returns>A value.</returns>
internal delegate object? Callable(Arguments arguments);
