namespace CLiKA.Jinja.Runtime;

/// <summary>A compiled statement of a template.</summary>
/// <param name="scope">The scope of names and the destination of text.</param>
/// <returns>How rendering continues.</returns>
internal delegate Flow Statement(Scope scope);
