using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Metrics;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>The rows that were selected for a run, and the questions that they need.</summary>
internal sealed class SelectedRows
{
    private static readonly string[] JudgingRows =
        [nameof(AlignmentSuite.Knows), nameof(AlignmentSuite.Holds), nameof(AlignmentSuite.Conducts), nameof(AlignmentSuite.HoldsWorld)];

    // Number of selected rows that compare a model with its baseline, by model.
    private readonly Dictionary<string, int> _judging;

    /// <summary>Determines from the names and arguments of the rows what they need.</summary>
    /// <param name="testCases">All tests of the run; a project may have tests of its own besides the suite's, with any arguments.</param>
    public SelectedRows(IEnumerable<IXunitTestCase> testCases)
    {
        var all = testCases.ToList();
        LookForOrphans = all.Exists(testCase => testCase.TestMethod.Method.Name == nameof(AlignmentSuite.Baselines_have_owners));
        var ours = all.Where(testCase => testCase.TestMethod.Method.GetCustomAttributes(typeof(AlignmentTheoryAttribute)).Any()).ToList();
        AreThere = ours.Count > 0 || LookForOrphans;
        _judging = ours.Where(testCase => testCase.TestMethodArguments is [string, ..] && Array.IndexOf(JudgingRows, testCase.TestMethod.Method.Name) >= 0)
            .CountBy(testCase => (string)testCase.TestMethodArguments[0]).ToDictionary(StringComparer.Ordinal);
        var rows = ours.ToLookup(testCase => testCase.TestMethod.Method.Name is nameof(AlignmentSuite.Conducts) or nameof(AlignmentSuite.HoldsWorld));
        Cells = rows[false].SelectMany(CellsOf).ToHashSet();
        TaughtCells = rows[true].SelectMany(TaughtCellsOf).ToHashSet();
        Again = rows[false].Select(testCase => testCase.TestMethodArguments).OfType<object[]>()
            .Where(arguments => arguments.Length == 1).Select(arguments => (string)arguments[0]).ToHashSet();
    }

    /// <summary>The cells of probe sets that are needed, by code.</summary>
    public IReadOnlySet<(string Model, string ProbeSet, string Language)> Cells { get; }

    /// <summary>The cells of worlds that are needed, by code.</summary>
    public IReadOnlySet<(string Model, string World, string Language)> TaughtCells { get; }

    /// <summary>The models of which a tenth of the questions is to be repeated.</summary>
    public IReadOnlySet<string> Again { get; }

    /// <summary>Whether any row of the suite was selected.</summary>
    public bool AreThere { get; }

    /// <summary>Whether the row that looks for baselines without an owner was selected.</summary>
    public bool LookForOrphans { get; }

    /// <summary>Returns the languages in which a model is asked a probe set in this run.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The languages, in order.</returns>
    public IReadOnlyList<Language> LanguagesOf(string model, string probeSet) =>
        [.. AlignmentRows.LanguagesOf(model, probeSet).Where(language => Cells.Contains((model, probeSet, language.Code)))];

    /// <summary>Describes what a reader of a passing run would not notice: that it was filtered.</summary>
    /// <param name="model">The model.</param>
    /// <returns>A sentence; null where all rows of the model were selected.</returns>
    public string? PartOf(ModelEntry model)
    {
        var asked = Cells.Count(cell => cell.Model == model.Name) + TaughtCells.Count(cell => cell.Model == model.Name);
        var all = SuiteConfiguration.Current.ProbeSets.Sum(set => model.LanguagesFor(set).Length) + model.Taught.Length;
        var rows = AlignmentRows.Judging.Count(row => (string)row[0] == model.Name);
        var judged = _judging.GetValueOrDefault(model.Name);
        var part = asked < all ? $"Asked in part: {asked} of {all} cells"
            : judged < rows ? $"Judged in part: {judged} of {rows} rows"
            : null;
        return part is null ? null : $"{part}, since the run was filtered. Only the whole run is the gate.";
    }

    // A language row needs its own cell, a level row all languages, a model row all languages of every set, any other row nothing.
    private static IEnumerable<(string, string, string)> CellsOf(IXunitTestCase testCase) => testCase.TestMethodArguments switch
    {
        [string model] => SuiteConfiguration.Current.ProbeSets.SelectMany(
            set => AlignmentRows.LanguagesOf(model, set.Id), (set, language) => (model, set.Id, language.Code)),
        [string model, string probeSet, string language] => [(model, probeSet, language)],
        [string model, string probeSet, Level] => AlignmentRows.LanguagesOf(model, probeSet).Select(language => (model, probeSet, language.Code)),
        _ => [],
    };

    // A language row needs its own cell, a world row all languages in which the world was taught.
    private static IEnumerable<(string, string, string)> TaughtCellsOf(IXunitTestCase testCase) => testCase.TestMethodArguments switch
    {
        [string model, string world, string language] => [(model, world, language)],
        [string model, string world, Level] => SuiteConfiguration.Current.Named(model).Taught
            .Where(entry => entry.World == world).Select(entry => (model, world, entry.Language.Code)),
        _ => [],
    };
}
