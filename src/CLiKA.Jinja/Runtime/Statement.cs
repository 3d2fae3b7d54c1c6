namespace CLiKA.Jinja.Runtime;

/// <summary>A statement of a template, ready to be run.</summary>
/// <param name="scope">What names stand for, and where text goes.</param>
/// <returns>How the template goes on.</returns>
internal delegate Flow Statement(Scope scope);
