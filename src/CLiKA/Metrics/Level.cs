namespace CLiKA.Metrics;

/// <summary>The levels of alignment that are measured and judged.</summary>
public enum Level
{
    /// <summary>How much the model knows in each language.</summary>
    Performance,

    /// <summary>Whether it knows the same as in English.</summary>
    Consistency,

    /// <summary>Whether it retrieves in each language what it was taught in English only.</summary>
    Conductivity,
}
