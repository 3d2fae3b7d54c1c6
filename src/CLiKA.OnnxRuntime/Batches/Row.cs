namespace CLiKA.OnnxRuntime.Batches;

/// <summary>One input sequence of a model, and the tokens whose log-probabilities are requested.</summary>
/// <param name="Prompt">Zero-based index of its prompt.</param>
/// <param name="Beginning">
/// Number of leading tokens that are read once for all rows of its group, such as the prompt of several options; 0 if the row is read on its own.
/// </param>
/// <param name="Tokens">The token ids, at least one.</param>
/// <param name="Targets">
/// The requested tokens, one list per position, for the last positions of <paramref name="Tokens"/>. In the first of several rows of a prompt
/// they start at the prompt's last token, in the others after it.
/// </param>
internal sealed record Row(int Prompt, int Beginning, int[] Tokens, Target[][] Targets)
{
    /// <summary>The first position whose logits are needed.</summary>
    public int FirstPosition => Tokens.Length - Targets.Length;
}
