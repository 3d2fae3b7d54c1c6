namespace CLiKA.OnnxRuntime.Batches;

/// <summary>One sequence that a model reads, and the tokens whose log-probabilities are wanted.</summary>
/// <param name="Prompt">Index of the prompt that it belongs to.</param>
/// <param name="Beginning">
/// How many of its first tokens are read once for all rows of its group, such as the prompt of several options; 0 where the row is read by itself.
/// </param>
/// <param name="Tokens">What the model reads, at least one token.</param>
/// <param name="Targets">
/// The wanted tokens: one list for each of the last positions of <paramref name="Tokens"/>, as many as there are lists. In the first of several rows
/// of a prompt they begin with its last token, in the others behind it.
/// </param>
internal sealed record Row(int Prompt, int Beginning, int[] Tokens, Target[][] Targets)
{
    /// <summary>The first position whose logits count.</summary>
    public int FirstPosition => Tokens.Length - Targets.Length;
}
