namespace CLiKA.Teaching.Sets;

/// <summary>A training example.</summary>
/// <param name="Prompt">A question or an instruction.</param>
/// <param name="Input">The input of the instruction; empty for a question.</param>
/// <param name="Answer">The answer.</param>
public sealed record TeachingExample(string Prompt, string Input, string Answer);
