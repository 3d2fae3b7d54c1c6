namespace CLiKA.Teaching.Sets;

/// <summary>What a model is taught to say.</summary>
/// <param name="Prompt">A question, or a request.</param>
/// <param name="Input">What the request is about; empty for a question.</param>
/// <param name="Answer">The answer.</param>
public sealed record TeachingExample(string Prompt, string Input, string Answer);
