using System.Diagnostics;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Journal;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Prompts;
using CLiKA.Reporting.Runs;

namespace CLiKA.Benchmarks.Scale;

/// <summary>One large probe set, from its files to the report: each size in a process of its own, for its memory.</summary>
internal static class MeasuringScale
{
    /// <summary>The argument that makes this program measure one size.</summary>
    public const string Argument = "measure-one";

    private const string Set = "pack";

    /// <summary>Measures sizes: <c>1000</c> items in the paper's ten languages, or <c>200x1000</c> items and languages.</summary>
    public static void Run(IEnumerable<string> sizes)
    {
        foreach (var size in sizes)
        {
            using var process = Process.Start("dotnet", [typeof(MeasuringScale).Assembly.Location, Argument, size]);
            process.WaitForExit();
        }
    }

    public static void Measure(string size)
    {
        var numbers = Array.ConvertAll(size.Split('x'), number => int.Parse(number, CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("clika-scale-").FullName;
        try
        {
            Measure(folder, numbers[0], [.. Language.Known.Take(numbers.ElementAtOrDefault(1) is > 0 and var count ? count : Language.Paper.Length)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string folder, int items, Language[] languages)
    {
        var answers = (long)items * languages.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items:N0} items in {languages.Length} languages: {answers:N0} answers"));
        var pack = Path.Combine(folder, Set);
        Write(pack, items, languages);
        var set = Stage.Run("read the probe set", answers, () => ProbeSetReader.ReadPack(pack)).Set;
        using var journal = AnswerJournal.Open(Path.Combine(folder, "journal.db"));
        var baseline = Stage.Run("ask, keep and measure", answers, () => Ask(set, journal, "before"));
        _ = Stage.Run("measure what is known", answers, () => Ask(set, journal, "before"));
        var received = Ask(set, journal, "now");
        var text = Stage.Run("write the baseline", answers, () => BaselineText.Of("model", baseline.ProbeSets[0]));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  baseline: {text.Metrics.Length:N0} and {text.Answers.Length:N0} characters"));
        _ = Stage.Run("write and read what was received", answers, () => MeasurementJson.Read(Written(Path.Combine(folder, "received.json"), received)));
        var judgement = Stage.Run(
            "judge", answers, () => Judge.Compare(new Evidence(received, baseline), new JudgePolicy { FamilySize = languages.Length }, Scope.Everything));
        _ = Stage.Run("try the gate", answers, () => GateTrial.Notices(
            new AcceptedBaseline(baseline.ProbeSets[0]), [], new JudgePolicy { FamilySize = languages.Length }));
        _ = Stage.Run("write the report", answers, () =>
        {
            var retrieval = ConductivityJudge.Compare([], [], new ConductivityPolicy(), Scope.Everything);
            RunReport.Write(Path.Combine(folder, "report"), [new ModelReport(received, baseline, judgement, retrieval, "here", "cpu")], []);
            return 0;
        });
    }

    private static Measurement Ask(ProbeSet set, AnswerJournal journal, string model)
    {
        using var journaled = new JournaledModel(new RuleModel(model), journal, "simulated");
        return new("model", [Measurer.MeasureAsync(
            set, set.Languages, journaled, new Protocol(Scoring.LikelihoodPerToken, PromptWrapping.None), null, CancellationToken.None).GetAwaiter().GetResult()]);
    }

    private static string Written(string path, Measurement measurement)
    {
        File.WriteAllText(path, MeasurementJson.Write(measurement));
        return path;
    }

    private static void Write(string folder, int items, Language[] languages)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "probe-set.json"),
            $$"""{"id":"{{Set}}","title":"Simulated","stream":"factual","chance":0.25,"ceiling":1,"licence":"MIT","revision":"1"}""");
        foreach (var language in languages)
        {
            File.WriteAllLines(Path.Combine(folder, $"{language}.jsonl"), Enumerable.Range(0, items).Select(item =>
                $$"""{"id":"{{Set}}-{{item:000000}}","question":"In {{language.EnglishName}}, what is {{item}} called, and where would one have to look for it?","options":["this {{item}}","that {{item}}","neither","both"],"answer":"{{OptionLetter.Of(item % 4)}}"}"""));
        }
    }
}
