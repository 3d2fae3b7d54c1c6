namespace CLiKA.Jinja.Runtime;

/// <summary>How a template goes on after a statement.</summary>
internal enum Flow
{
    /// <summary>With the next statement.</summary>
    Next,

    /// <summary>With the loop's next round.</summary>
    Continue,

    /// <summary>Behind the loop.</summary>
    Break,
}
