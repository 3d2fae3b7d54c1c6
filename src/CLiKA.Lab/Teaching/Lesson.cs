using System.Collections.Immutable;
using CLiKA.Lab.Training;

namespace CLiKA.Lab.Teaching;

/// <summary>The examples of a teaching in an order determined only by seed and epoch, so that any step can be repeated.</summary>
/// <param name="examples">The examples.</param>
/// <param name="plan">The teaching plan.</param>
internal sealed class Lesson(ImmutableArray<Example> examples, TeachingPlan plan)
{
    private readonly int _stepSize = plan.BatchSize * plan.Accumulation;
    private int _epoch = -1;
    private Example[][] _steps = [];

    /// <summary>Number of steps per epoch.</summary>
    private int StepsPerEpoch => (int)Math.Ceiling((double)examples.Length / _stepSize);

    /// <summary>Total number of steps.</summary>
    public int Steps => StepsPerEpoch * plan.Epochs;

    /// <summary>Returns the examples of a step, in batches.</summary>
    /// <param name="step">Zero-based index of the step.</param>
    public IEnumerable<Example[]> Batches(int step)
    {
        if (step / StepsPerEpoch != _epoch)
        {
            _epoch = step / StepsPerEpoch;
            _steps = Order(new Random(unchecked((plan.Seed * 1_000_003) + _epoch)));
        }

        return _steps[step % StepsPerEpoch].Chunk(plan.BatchSize);
    }

    private Example[][] Order(Random random)
    {
        var shuffled = examples.ToArray();
        random.Shuffle(shuffled);
        return Training.Batches.ByLength(shuffled, _stepSize, random);
    }
}
