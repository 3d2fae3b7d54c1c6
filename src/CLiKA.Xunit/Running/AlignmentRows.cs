using System.Collections.Immutable;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Runs;

namespace CLiKA.Xunit.Running;

/// <summary>The rows of the theories, generated from the configuration.</summary>
internal static class AlignmentRows
{
    /// <summary>One row for each (model, probe set, language).</summary>
    public static TheoryData<string, string, string> Languages
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (model, probeSet) in Pairs())
            {
                foreach (var language in LanguagesOf(model, probeSet))
                {
                    rows.Add(model, probeSet, language.Code);
                }
            }

            return rows;
        }
    }

    /// <summary>One row for each (model, world, language) that was taught.</summary>
    public static TheoryData<string, string, string> TaughtLanguages
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var model in SuiteConfiguration.Current.Models)
            {
                foreach (var entry in model.Taught)
                {
                    rows.Add(model.Name, entry.World, entry.Language.Code);
                }
            }

            return rows;
        }
    }

    /// <summary>One row for each (model, world) that was taught in at least one language.</summary>
    public static TheoryData<string, string, Level> TaughtWorlds
    {
        get
        {
            var rows = new TheoryData<string, string, Level>();
            foreach (var (model, world) in Taught())
            {
                rows.Add(model, world, Level.Conductivity);
            }

            return rows;
        }
    }

    /// <summary>One row for each model.</summary>
    public static TheoryData<string> Models => [.. SuiteConfiguration.Current.Models.Select(model => model.Name)];

    /// <summary>One row for each (model, probe set).</summary>
    public static TheoryData<string, string> Sets
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (model, probeSet) in Pairs())
            {
                rows.Add(model, probeSet);
            }

            return rows;
        }
    }

    /// <summary>One row for each (model, probe set, level that the set's languages support).</summary>
    public static TheoryData<string, string, Level> Levels
    {
        get
        {
            var rows = new TheoryData<string, string, Level>();
            foreach (var (model, probeSet) in Pairs())
            {
                rows.Add(model, probeSet, Level.Performance);
                if (Consistency.IsShownIn(LanguagesOf(model, probeSet)))
                {
                    rows.Add(model, probeSet, Level.Consistency);
                }
            }

            return rows;
        }
    }

    /// <summary>One row for each model, where the environment asks for a shard.</summary>
    public static TheoryData<string, string> Shards
    {
        get
        {
            var rows = new TheoryData<string, string>();
            if (Shard.Asked is { } shard)
            {
                foreach (var model in SuiteConfiguration.Current.Models)
                {
                    rows.Add(model.Name, $"{shard}");
                }
            }

            return rows;
        }
    }

    /// <summary>Returns the languages in which a model is asked a probe set.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The languages, in order.</returns>
    internal static ImmutableArray<Language> LanguagesOf(string model, string probeSet)
    {
        var configuration = SuiteConfiguration.Current;
        return configuration.Named(model).LanguagesFor(configuration.SetOf(probeSet));
    }

    /// <summary>Every row that compares a model with its baseline; the name of the model comes first.</summary>
    internal static IEnumerable<object[]> Judging => Languages.Concat(Levels).Concat(TaughtLanguages).Concat(TaughtWorlds);

    /// <summary>Returns every configured pair of model and probe set, or of model and world: the owners of the baselines.</summary>
    /// <returns>The pairs, by name of the model and of the files.</returns>
    internal static IEnumerable<(string Model, string Files)> Owners()
    {
        var configuration = SuiteConfiguration.AsWritten;
        return Pairs(configuration).Concat(Taught(configuration).Select(pair => (pair.Model, ConductivityStore.NameOf(pair.World))));
    }

    /// <summary>Returns every pair of a model that is asked and a world that it was taught.</summary>
    /// <returns>The pairs, by name.</returns>
    internal static IEnumerable<(string Model, string World)> Taught() => Taught(SuiteConfiguration.Current);

    /// <summary>Returns every pair of a model that is asked and a probe set.</summary>
    /// <returns>The pairs, by name.</returns>
    internal static IEnumerable<(string Model, string ProbeSet)> Pairs() => Pairs(SuiteConfiguration.Current);

    private static IEnumerable<(string Model, string World)> Taught(AlignmentConfiguration configuration) =>
        configuration.Models.SelectMany(
            model => model.Taught.Select(entry => entry.World).Distinct(), (model, world) => (model.Name, world));

    private static IEnumerable<(string Model, string ProbeSet)> Pairs(AlignmentConfiguration configuration) =>
        configuration.Models.SelectMany(_ => configuration.ProbeSets, (model, probeSet) => (model.Name, probeSet.Id));
}
