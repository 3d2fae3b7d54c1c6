using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Teaching.Sets;

namespace CLiKA.Teaching.Measuring;

/// <summary>Measures the conductivity of one model: its prior knowledge, and then each of its teachings.</summary>
public static class ConductivityRun
{
    /// <summary>Measures teachings of a model as configured.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="model">The configured model.</param>
    /// <param name="taught">The teachings to measure.</param>
    /// <param name="untaught">The opened model, which opens what was taught to it.</param>
    /// <param name="progress">Receives how many questions are answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>What was measured, and what could not be.</returns>
    public static Task<ConductivityOutcome> MeasureAsync(
        AlignmentConfiguration settings,
        ModelEntry model,
        IReadOnlyCollection<TaughtEntry> taught,
        IModel untaught,
        IProgress<AnswerCount>? progress,
        CancellationToken cancellationToken) => MeasureAsync(
            settings.Worlds,
            taught,
            untaught,
            untaught.OpenTaught,
            new TeachingProtocol(model.Protocol.Wrapping, settings.RetrievalWays),
            progress,
            cancellationToken);

    /// <summary>Measures the teachings of a model. A failure in one language does not affect others.</summary>
    /// <typeparam name="TModel">Type of the model, which answers by likelihood and by generation.</typeparam>
    /// <param name="worlds">The worlds.</param>
    /// <param name="taught">The teachings to measure.</param>
    /// <param name="untaught">The model before it was taught.</param>
    /// <param name="open">Opens a taught model by its path; it is disposed of before the next is opened.</param>
    /// <param name="protocol">How the model is asked.</param>
    /// <param name="progress">Receives how many questions are answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>What was measured, and what could not be.</returns>
    public static async Task<ConductivityOutcome> MeasureAsync<TModel>(
        IReadOnlyCollection<WorldEntry> worlds,
        IReadOnlyCollection<TaughtEntry> taught,
        TModel untaught,
        Func<string, TModel> open,
        TeachingProtocol protocol,
        IProgress<AnswerCount>? progress,
        CancellationToken cancellationToken)
        where TModel : IAnswerer, ITextGenerator, IDisposable
    {
        var measured = ImmutableArray.CreateBuilder<ConductivityMeasurement>();
        var faults = ImmutableArray.CreateBuilder<TeachingFault>();
        var (answered, left) = (0, taught.Sum(entry => entry.Paths.Length));
        foreach (var world in worlds)
        {
            FictionalFacts? facts = null;
            PriorFacts? prior = null;
            var cells = new List<ConductivityCell>();
            foreach (var entry in taught.Where(entry => entry.World == world.Id))
            {
                try
                {
                    var set = Read(world, entry);
                    facts ??= TeachingQuestions.Of(set).Facts;
                    prior ??= await PriorAsync(untaught, set, protocol, cancellationToken).ConfigureAwait(false);
                    cells.Add(await CellAsync(set, facts, entry).ConfigureAwait(false));
                }
                catch (InvalidInputException error)
                {
                    faults.Add(new(world.Id, entry.Language, error.Message));
                }
            }

            if (cells.Count > 0)
            {
                measured.Add(new(world.Id, protocol.Fingerprint(untaught.DeviceClass), facts!, prior!, cells));
            }
        }

        return new(measured.ToImmutable(), faults.ToImmutable());

        async Task<ConductivityCell> CellAsync(TeachingSet set, FictionalFacts facts, TaughtEntry entry)
        {
            if (!TeachingQuestions.Of(set).Facts.AreThoseOf(facts))
            {
                throw new InvalidInputException($"world '{set.World}'", $"has other facts in {set.Language} than in its other languages.");
            }

            var teachings = ImmutableArray.CreateBuilder<TeachingAnswers>(entry.Paths.Length);
            foreach (var path in entry.Paths)
            {
                using var model = open(path);
                var (before, rest) = (answered, --left);

                // The questions of the other teachings are not known yet; as a rule there are as many.
                var part = progress is null ? null : new CallbackProgress<AnswerCount>(count =>
                {
                    answered = before + count.Questions;
                    progress.Report(new(before + count.Answered, before + ((1 + rest) * count.Questions)));
                });
                teachings.Add(await TeachingMeasurer.AskAsync(set, model, protocol, part, cancellationToken).ConfigureAwait(false));
            }

            return new(entry.Language, set.Hash, facts, teachings.MoveToImmutable());
        }
    }

    private static TeachingSet Read(WorldEntry world, TaughtEntry entry)
    {
        var set = TeachingSetReader.Read(world.Folder, entry.Language);
        return set.World == world.Id ? set : throw new InvalidInputException(
            world.Folder, $"is the world '{set.World}'; the configuration calls it '{world.Id}'.");
    }

    // Asked in English, in which every fact is taught.
    private static async Task<PriorFacts> PriorAsync(
        IAnswerer untaught, TeachingSet set, TeachingProtocol protocol, CancellationToken cancellationToken)
    {
        var prior = await PriorKnowledge.AskAsync(untaught, set.PivotQuestions, protocol.Wrapping, cancellationToken).ConfigureAwait(false);
        return new(prior.Right, prior.Asked);
    }
}
