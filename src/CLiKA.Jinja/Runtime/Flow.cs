namespace CLiKA.Jinja.Runtime;

/// <summary>How rendering continues after a statement.</summary>
internal enum Flow
{
    /// <summary>With the next statement.</summary>
    Next,

    /// <summary>With the next iteration of the loop.</summary>
    Continue,

    /// <summary>After the loop.</summary>
    Break,
}
