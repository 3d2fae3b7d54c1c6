using System.Diagnostics;
using CLiKA.Lab.Models;
using CLiKA.Lab.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CLiKA.Lab.Teaching;

/// <summary>Teaches a decoder with AdamW, warm-up, a cosine schedule, and a loss over the answers only.</summary>
/// <param name="decoder">The decoder.</param>
/// <param name="trained">The trainable weights.</param>
/// <param name="lesson">The examples.</param>
/// <param name="plan">The teaching plan.</param>
/// <param name="checkpoint">Stores the state.</param>
internal sealed class Teacher(
    LlamaDecoder decoder, IReadOnlyList<Parameter> trained, Lesson lesson, TeachingPlan plan, TeachingCheckpoint checkpoint)
{
    private const int StepsBetweenReports = 20;
    private const double LargestGradient = 1;

    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(30);

    /// <summary>Teaches, resuming from the checkpoint if there is one. Completed steps are saved when the work is cancelled.</summary>
    /// <returns>The mean loss of the last reported steps, in nats per token.</returns>
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

            // The random draws of a step must not depend on earlier steps of this process.
            decoder.Updates?.Reseed(unchecked((plan.Seed * 1_000_003L) + step));
            var batches = lesson.Batches(step).ToList();
            tokens += batches.Sum(batch => batch.Sum(example => example.Ids.Length));
            losses.Add(Step(optimizer, batches));
            if ((step + 1) % StepsBetweenReports == 0 || step + 1 == lesson.Steps)
            {
                last = losses.Average();
                losses.Clear();
                progress?.Report(new TrainingProgress(step + 1, lesson.Steps, last, tokens / clock.Elapsed.TotalSeconds));
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

    // Every answer token has the same weight, however a step is split into batches.
    private double Step(optim.Optimizer optimizer, List<Example[]> batches)
    {
        // Without a dispose scope, the tensors of each step are left to the garbage collector, which does not see their size.
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
