namespace CLiKA.Lab.Training;

/// <summary>One text to learn.</summary>
/// <param name="Ids">Its tokens.</param>
/// <param name="FirstTarget">Index of the first token that is to be predicted: what stands before it is given.</param>
internal sealed record Example(int[] Ids, int FirstTarget);
