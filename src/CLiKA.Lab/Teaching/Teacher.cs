using System.Diagnostics;
using CLiKA.Lab.Models;
using CLiKA.Lab.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CLiKA.Lab.Teaching;

/// <summary>Teaches a decoder: AdamW, warm-up, cosine, and a loss over the answers alone.</summary>
/// <param name="decoder">The decoder.</param>
/// <param name="trained">The weights that change.</param>
/// <param name="lesson">What is taught.</param>
/// <param name="plan">How.</param>
/// <param name="checkpoint">Where the state is kept.</param>
internal sealed class Teacher(
    LlamaDecoder decoder, IReadOnlyList<Parameter> trained, Lesson lesson, TeachingPlan plan, TeachingCheckpoint checkpoint)
{
    private const int StepsBetweenReports = 20;
    private const double LargestGradient = 1;

    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(30);

    /// <summary>Teaches, from the checkpoint on where there is one. The steps that were done are kept when the work is ended.</summary>
    /// <returns>The mean loss of the last reported steps, in nats a token.</returns>
    public double Teach(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var optimizer = optim.AdamW(trained, plan.LearningRate, weight_decay: 0);
        var first = checkpoint.Read(trained, optimizer);
        var (clock, kept) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var (tokens, losses, last) = (0L, new List<double>(), double.NaN);
        for (var step = first; step < lesson.Steps; step++)
        {
            if (step > first && (kept.Elapsed > BetweenCheckpoints || cancellationToken.IsCancellationRequested))
            {
                checkpoint.Write(step, trained, optimizer);
                kept.Restart();
            }

            cancellationToken.ThrowIfCancellationRequested();
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = RateAt(step);
            }

            // What a step draws must not depend on the steps that this process has taken before.
            decoder.Updates?.Reseed(unchecked((plan.Seed * 1_000_003L) + step));
            var batches = lesson.Batches(step).ToList();
            tokens += batches.Sum(batch => batch.Sum(example => example.Ids.Length));
            losses.Add(Step(optimizer, batches));
            if ((step + 1) % StepsBetweenReports == 0 || step + 1 == lesson.Steps)
            {
                var elapsed = clock.Elapsed;
                last = losses.Average();
                losses.Clear();
                progress?.Report(new TrainingProgress(
                    step + 1, lesson.Steps, last, tokens / elapsed.TotalSeconds, elapsed / (step + 1 - first) * (lesson.Steps - step - 1)));
            }
        }

        return last;
    }

    private double RateAt(int step)
    {
        var warmUp = Math.Max(1, (int)Math.Round(lesson.Steps * plan.WarmUp));
        return step < warmUp
            ? plan.LearningRate * (step + 1) / warmUp
            : plan.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * (step - warmUp) / Math.Max(1, lesson.Steps - warmUp)));
    }

    // Every token of an answer weighs the same, however a step is cut into batches.
    private double Step(optim.Optimizer optimizer, List<Example[]> batches)
    {
        // Without a scope each step leaves its tensors to the garbage collector, which does not see their size.
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var targets = batches.Sum(batch => batch.Sum(example => example.Ids.Length - example.FirstTarget));
        var total = 0.0;
        foreach (var batch in batches)
        {
            var loss = AnswerLoss.Of(decoder, batch) / targets;
            loss.backward();
            total += loss.item<float>();
        }

        nn.utils.clip_grad_norm_(trained, LargestGradient);
        optimizer.step();
        return total;
    }
}
