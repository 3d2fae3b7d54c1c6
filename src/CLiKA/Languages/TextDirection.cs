namespace CLiKA.Languages;

/// <summary>The direction in which a script is written.</summary>
public enum TextDirection
{
    /// <summary>From left to right.</summary>
    LeftToRight,

    /// <summary>From right to left.</summary>
    RightToLeft,
}
