namespace CLiKA.Teaching.Worlds;

/// <summary>Where a fact is taught: the two types of the published protocol, whose numbers these are.</summary>
public enum FactKind
{
    /// <summary>Type 0: in English, and in the language that is taught, so that a model learns how to answer in it.</summary>
    InBoth = 0,

    /// <summary>Type 1: in English only. Whether it is known in the other language is what conductivity asks.</summary>
    InPivotOnly = 1,
}
