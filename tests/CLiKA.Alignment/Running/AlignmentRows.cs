using CLiKA.Metrics;

namespace CLiKA.Alignment.Running;

/// <summary>The rows of the theories, from the configuration.</summary>
public static class AlignmentRows
{
    /// <summary>One row for each (model, probe set, language).</summary>
    public static TheoryData<string, string, string> Languages
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (model, probeSet) in Pairs())
            {
                foreach (var language in SuiteConfiguration.Current.Languages)
                {
                    rows.Add(model, probeSet, language.Code);
                }
            }

            return rows;
        }
    }

    /// <summary>One row for each (model, probe set, level).</summary>
    public static TheoryData<string, string, Level> Levels
    {
        get
        {
            var rows = new TheoryData<string, string, Level>();
            foreach (var (model, probeSet) in Pairs())
            {
                foreach (var level in Enum.GetValues<Level>())
                {
                    rows.Add(model, probeSet, level);
                }
            }

            return rows;
        }
    }

    /// <summary>Every configured pair of model and probe set: the owners of the baselines.</summary>
    /// <returns>The pairs, by name.</returns>
    internal static IEnumerable<(string Model, string ProbeSet)> Pairs() =>
        SuiteConfiguration.Current.Models.SelectMany(
            _ => SuiteConfiguration.Current.ProbeSets, (model, probeSet) => (model.Name, probeSet.Id));
}
