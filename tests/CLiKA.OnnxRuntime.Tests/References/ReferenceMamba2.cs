namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// What the mixers of modeling_bamba.py, modeling_granitemoehybrid.py and modeling_mamba2.py compute between their projections, in the recurrent form of
/// one token at a time.
/// </summary>
/// <param name="heads">Number of heads.</param>
/// <param name="groups">Number of groups of heads.</param>
/// <param name="size">Width of a head.</param>
/// <param name="states">Number of values of the state for each of a head's values.</param>
/// <param name="weight">Returns a weight of the block.</param>
internal sealed class ReferenceMamba2(int heads, int groups, int size, int states, Func<string, float[]> weight)
{
    public required bool HasConvolutionBias { get; init; }

    /// <summary>The gates of the outputs, and the outputs before these and before their normalization.</summary>
    /// <param name="projected">The projected input.</param>
    public (double[][] Gates, double[][] Outputs) Scan(double[][] projected)
    {
        var width = heads * size;
        var channels = width + (2 * groups * states);
        var mixed = Convolved([.. projected.Select(row => row[width..(width + channels)])]);
        var state = new double[heads, size, states];
        var outputs = projected.Zip(mixed, (row, input) => Stepped(state, input, row[(width + channels)..]));
        return ([.. projected.Select(row => row[..width])], [.. outputs]);
    }

    private double[] Stepped(double[,,] state, double[] input, double[] steps)
    {
        var (rate, bias, skip) = (weight("A_log"), weight("dt_bias"), weight("D"));
        return [.. Enumerable.Range(0, heads * size).Select(index =>
        {
            var (head, value) = (index / size, index % size);
            var step = Math.Log(1 + Math.Exp(steps[head] + bias[head]));
            var first = (heads * size) + (head / (heads / groups) * states);
            var output = input[index] * skip[head];
            for (var number = 0; number < states; number++)
            {
                ref var held = ref state[head, value, number];
                held = (held * Math.Exp(-Math.Exp(rate[head]) * step)) + (step * input[first + number] * input[index]);
                output += held * input[first + (groups * states) + number];
            }

            return output;
        })];
    }

    private double[][] Convolved(double[][] rows)
    {
        var (kernel, bias) = (weight("conv1d.weight"), HasConvolutionBias ? weight("conv1d.bias") : new float[rows[0].Length]);
        var length = kernel.Length / rows[0].Length;
        return [.. rows.Select((row, position) => row.Select((_, channel) =>
        {
            var sum = bias[channel] + Enumerable.Range(0, length)
                .Where(tap => position + tap + 1 >= length)
                .Sum(tap => kernel[(channel * length) + tap] * rows[position + tap + 1 - length][channel]);
            return sum / (1 + Math.Exp(-sum));
        }).ToArray())];
    }
}
