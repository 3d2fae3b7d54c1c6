using System.Diagnostics;
using CLiKA.Lab.Models;
using CLiKA.Lab.Recipes;
using static TorchSharp.torch;

namespace CLiKA.Lab.Training;

/// <summary>Trains a decoder with AdamW, a short warm-up, then a linear decay to zero.</summary>
internal static class Trainer
{
    private const int WarmUpSteps = 60;
    private const int StepsBetweenReports = 20;
    private const double LargestGradient = 1;

    public static void Train(
        LlamaDecoder model,
        Recipe recipe,
        IExampleSource examples,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var optimizer = optim.AdamW(model.Parameters.Values, recipe.LearningRate, 0.9, 0.98);
        var clock = Stopwatch.StartNew();
        var tokens = 0L;
        var loss = 0.0;
        for (var step = 1; step <= recipe.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rate = recipe.LearningRate * Math.Min((double)step / WarmUpSteps, (double)(recipe.Steps - step + 1) / recipe.Steps);
            foreach (var group in optimizer.ParamGroups)
            {
                group.LearningRate = rate;
            }

            var batch = examples.Next();
            tokens += batch.Sum(example => example.Ids.Length);
            loss += Step(model, optimizer, batch);
            if (step % StepsBetweenReports == 0)
            {
                progress?.Report(new TrainingProgress(step, recipe.Steps, loss / StepsBetweenReports, tokens / clock.Elapsed.TotalSeconds));
                loss = 0;
            }
        }
    }

    private static double Step(LlamaDecoder model, optim.Optimizer optimizer, Example[] batch)
    {
        // Without a dispose scope, the tensors of each step are left to the garbage collector, which does not see their size.
        using var scope = NewDisposeScope();
        var loss = AnswerLoss.Of(model, batch) / batch.Sum(example => example.Ids.Length - example.FirstTarget);
        optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(model.Parameters.Values, LargestGradient);
        optimizer.step();
        return loss.item<float>();
    }
}
