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
    public static IEnumerable<object[]> Languages =>
        from pair in Pairs()
        from language in LanguagesOf(pair.Model, pair.ProbeSet)
        select (object[])[pair.Model, pair.ProbeSet, language.Code];

    /// <summary>One row for each (model, world, language) that was taught.</summary>
    public static IEnumerable<object[]> TaughtLanguages =>
        from model in SuiteConfiguration.Current.Models
        from entry in model.Taught
        select (object[])[model.Name, entry.World, entry.Language.Code];

    /// <summary>One row for each (model, world) that was taught in at least one language.</summary>
    public static IEnumerable<object[]> TaughtWorlds => Taught().Select(pair => (object[])[pair.Model, pair.World, Level.Conductivity]);

    /// <summary>One row for each model.</summary>
    public static IEnumerable<object[]> Models => SuiteConfiguration.Current.Models.Select(model => (object[])[model.Name]);

    /// <summary>One row for each (model, probe set).</summary>
    public static IEnumerable<object[]> Sets => Pairs().Select(pair => (object[])[pair.Model, pair.ProbeSet]);

    /// <summary>One row for each (model, probe set, level that the set's languages support).</summary>
    public static IEnumerable<object[]> Levels =>
        from pair in Pairs()
        from level in Consistency.IsShownIn(LanguagesOf(pair.Model, pair.ProbeSet)) ? (Level[])[Level.Performance, Level.Consistency] : [Level.Performance]
        select (object[])[pair.Model, pair.ProbeSet, level];

    /// <summary>One row for each model, where the environment asks for a shard.</summary>
    public static IEnumerable<object[]> Shards =>
        Shard.Asked is { } shard ? SuiteConfiguration.Current.Models.Select(model => (object[])[model.Name, $"{shard}"]) : [];

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
