using System.Collections.Immutable;
using CLiKA.Lab.Training;

namespace CLiKA.Lab.Teaching;

/// <summary>All examples of a teaching, in an order that only the seed and the epoch decide: any step can be taken again.</summary>
/// <param name="examples">The examples.</param>
/// <param name="plan">How they are taught.</param>
internal sealed class Lesson(ImmutableArray<Example> examples, TeachingPlan plan)
{
    private readonly int _stepSize = plan.BatchSize * plan.Accumulation;
    private int _epoch = -1;
    private Example[][] _steps = [];

    /// <summary>Steps of one epoch.</summary>
    public int StepsAnEpoch => (int)Math.Ceiling((double)examples.Length / _stepSize);

    /// <summary>Steps of the whole teaching.</summary>
    public int Steps => StepsAnEpoch * plan.Epochs;

    /// <summary>The examples of a step, in batches.</summary>
    /// <param name="step">The step, from 0.</param>
    public IEnumerable<Example[]> Batches(int step)
    {
        if (step / StepsAnEpoch != _epoch)
        {
            _epoch = step / StepsAnEpoch;
            _steps = Order(new Random(unchecked((plan.Seed * 1_000_003) + _epoch)));
        }

        return _steps[step % StepsAnEpoch].Chunk(plan.BatchSize);
    }

    private Example[][] Order(Random random)
    {
        var shuffled = examples.ToArray();
        random.Shuffle(shuffled);
        return Training.Batches.ByLength(shuffled, _stepSize, random);
    }
}
