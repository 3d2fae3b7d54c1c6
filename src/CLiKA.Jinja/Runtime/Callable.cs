namespace CLiKA.Jinja.Runtime;

/// <summary>What a template can call: a function, a method, a macro.</summary>
/// <param name="arguments">The arguments.</param>
/// <returns>A value.</returns>
internal delegate object? Callable(Arguments arguments);
