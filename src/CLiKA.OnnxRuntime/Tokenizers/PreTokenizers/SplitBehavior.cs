namespace CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

/// <summary>What a split does with its matches: the <c>behavior</c> of a component.</summary>
internal enum SplitBehavior
{
    /// <summary>Matches are removed.</summary>
    Removed,

    /// <summary>Each match is a piece of its own.</summary>
    Isolated,

    /// <summary>Each match is appended to the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each match is prepended to the piece after it.</summary>
    MergedWithNext,

    /// <summary>Adjacent matches form one piece.</summary>
    Contiguous,
}
