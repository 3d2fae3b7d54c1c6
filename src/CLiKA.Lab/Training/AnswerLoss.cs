using CLiKA.Lab.Models;
using static TorchSharp.torch;

namespace CLiKA.Lab.Training;

/// <summary>The cross-entropy of answers given their questions.</summary>
internal static class AnswerLoss
{
    /// <summary>Returns the sum over all answer tokens, in nats.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="batch">The examples; intermediate tensors belong to the caller's dispose scope.</param>
    public static Tensor Of(LlamaDecoder decoder, IReadOnlyList<Example> batch)
    {
        var length = batch.Max(example => example.Ids.Length);
        var ids = new long[batch.Count * length];
        var positions = new List<long>();
        var targets = new List<long>();
        foreach (var (row, example) in batch.Index())
        {
            for (var index = 0; index < example.Ids.Length; index++)
            {
                ids[(row * length) + index] = example.Ids[index];
                if (index >= example.FirstTarget)
                {
                    positions.Add((row * length) + index - 1);
                    targets.Add(example.Ids[index]);
                }
            }
        }

        var logits = decoder.Forward(
            tensor(ids, [batch.Count, length], device: decoder.Device), tensor(positions.ToArray(), device: decoder.Device));
        return nn.functional.cross_entropy(logits, tensor(targets.ToArray(), device: decoder.Device), reduction: nn.Reduction.Sum);
    }
}
