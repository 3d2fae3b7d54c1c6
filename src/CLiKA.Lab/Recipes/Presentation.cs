namespace CLiKA.Lab.Recipes;

/// <summary>The format of an example in a curriculum.</summary>
public enum Presentation
{
    /// <summary>
    /// The question repeats one of the options and asks which line holds it. This takes no knowledge, and teaches the model to find an option and
    /// name its letter.
    /// </summary>
    Copied,

    /// <summary>The question, answered with the option itself; no options are shown.</summary>
    Likelihood,

    /// <summary>The question and its options, in a new order each time, answered with letter and option.</summary>
    Letters,

    /// <summary>Same as <see cref="Letters"/>, after the instruction and example of the published prompt.</summary>
    Published,
}
