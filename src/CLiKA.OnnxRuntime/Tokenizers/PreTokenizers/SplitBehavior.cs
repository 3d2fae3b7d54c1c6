namespace CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

/// <summary>What becomes of the places where a piece is cut: the <c>behavior</c> of a component.</summary>
internal enum SplitBehavior
{
    /// <summary>They are left out.</summary>
    Removed,

    /// <summary>Each is a piece of its own.</summary>
    Isolated,

    /// <summary>Each ends the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each begins the piece behind it.</summary>
    MergedWithNext,

    /// <summary>Those that touch each other are one piece.</summary>
    Contiguous,
}
