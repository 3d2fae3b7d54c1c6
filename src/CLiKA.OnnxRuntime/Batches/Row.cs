namespace CLiKA.OnnxRuntime.Batches;

/// <summary>One sequence that a model reads, and the tokens whose log-probabilities are wanted.</summary>
/// <param name="Prompt">Index of the prompt that it belongs to.</param>
/// <param name="Tokens">What the model reads, at least one token.</param>
/// <param name="Targets">
/// The wanted tokens: one list for each of the last positions of <paramref name="Tokens"/>, as many as there are lists.
/// </param>
internal sealed record Row(int Prompt, int[] Tokens, Target[][] Targets)
{
    /// <summary>The first position whose logits count.</summary>
    public int FirstPosition => Tokens.Length - Targets.Length;
}
