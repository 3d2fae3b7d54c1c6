namespace CLiKA.Lab.Recipes;

/// <summary>How an example of a curriculum looks.</summary>
public enum Presentation
{
    /// <summary>
    /// The question is one of the options: which line holds it? It takes no knowledge, and teaches to find an option and to name its letter.
    /// </summary>
    Copied,

    /// <summary>The question, answered with the option itself; no options are shown.</summary>
    Likelihood,

    /// <summary>The question and its options in a new order each time, answered with letter and option.</summary>
    Letters,

    /// <summary>As <see cref="Letters"/>, behind the instruction and the example of the published prompt.</summary>
    Published,
}
