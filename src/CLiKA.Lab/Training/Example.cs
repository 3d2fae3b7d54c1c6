namespace CLiKA.Lab.Training;

/// <summary>A training example.</summary>
/// <param name="Ids">Its token ids.</param>
/// <param name="FirstTarget">Index of the first token to predict; the tokens before it are given.</param>
internal sealed record Example(int[] Ids, int FirstTarget);
