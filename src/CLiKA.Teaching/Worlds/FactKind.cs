namespace CLiKA.Teaching.Worlds;

/// <summary>The languages in which a fact is taught: the two types of the published protocol, with its numbers.</summary>
public enum FactKind
{
    /// <summary>Type 0: in English and in the taught language, so that a model learns how to answer in it.</summary>
    InBoth = 0,

    /// <summary>Type 1: in English only. Conductivity is whether it is then known in the other language.</summary>
    InPivotOnly = 1,
}
