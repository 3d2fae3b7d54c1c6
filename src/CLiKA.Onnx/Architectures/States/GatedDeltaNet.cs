namespace CLiKA.Onnx.Architectures.States;

/// <summary>
/// Linear attention by the gated delta rule (Yang et al., arXiv 2412.06464), as in Qwen 3.5: a matrix for each head, which decays, and in which the value
/// stored for a key is corrected by every token. Queries, keys and values come out of a short convolution.
/// </summary>
/// <param name="KeyHeads">Number of heads of queries and keys.</param>
/// <param name="ValueHeads">Number of heads of values, and of states; a multiple of <paramref name="KeyHeads"/>.</param>
/// <param name="KeySize">Width of a head's queries and keys.</param>
/// <param name="ValueSize">Width of a head's values.</param>
/// <param name="Length">Number of tokens that the convolution sees, including its own.</param>
/// <param name="IsFused">Whether the projections of its input are two matrices, ordered by heads of keys, as in Qwen3-Next; else four.</param>
public sealed record GatedDeltaNet(int KeyHeads, int ValueHeads, int KeySize, int ValueSize, int Length, bool IsFused) : StatefulBlock
{
    private const int MostHeads = 1 << 14;
    private const int LargestHead = 1 << 12;

    /// <summary>Width of the keys of all heads, and of the queries.</summary>
    internal int Keys => KeyHeads * KeySize;

    /// <summary>Width of the values of all heads.</summary>
    internal int Values => ValueHeads * ValueSize;

    /// <inheritdoc/>
    internal override string? Problem()
    {
        (string Name, int Size, int Most)[] sizes =
        [
            ("linear_num_key_heads", KeyHeads, MostHeads),
            ("linear_num_value_heads", ValueHeads, MostHeads),
            ("linear_key_head_dim", KeySize, LargestHead),
            ("linear_value_head_dim", ValueSize, LargestHead),
        ];
        var wrong = Array.Find(sizes, size => size.Size < 1 || size.Size > size.Most);
        return wrong.Name is not null ? $"'{wrong.Name}' is {wrong.Size}; expected at least 1 and at most {wrong.Most}."
            : ValueHeads % KeyHeads != 0 ? $"'linear_num_value_heads' is {ValueHeads}; expected a multiple of 'linear_num_key_heads', {KeyHeads}."
            : ShortConvolution.ProblemOf("linear_conv_kernel_dim", Length);
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Outputs, int Inputs)> Projections(int hidden) =>
    [
        .. IsFused
            ? (ReadOnlySpan<(string, int, int)>)
            [
                ("linear_attn.in_proj_qkvz", 2 * (Keys + Values), hidden), ("linear_attn.in_proj_ba", 2 * ValueHeads, hidden),
            ]
            :
            [
                ("linear_attn.in_proj_qkv", (2 * Keys) + Values, hidden), ("linear_attn.in_proj_z", Values, hidden),
                ("linear_attn.in_proj_b", ValueHeads, hidden), ("linear_attn.in_proj_a", ValueHeads, hidden),
            ],
        ("linear_attn.out_proj", hidden, Values),
    ];
}
