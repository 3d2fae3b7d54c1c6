using System.Diagnostics;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Journal;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>
/// What a journal costs: the embedded model is asked each probe set of the suite behind an empty journal and without one, in turns, so that
/// what slows the machine down slows both. Processor time counts, of which other processes take none.
/// </summary>
internal sealed class JournalCost : IDisposable
{
    private const int Rounds = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("clika-journal-").FullName;
    private readonly OnnxAnswerer _model;
    private int _journals;

    public JournalCost() => _model = OnnxAnswerer.Load(
        Path.Combine(Suite.Folder, "models", "micro-base"), new() { Device = DeviceRequest.Cpu, Threads = Environment.ProcessorCount });

    /// <summary>Compares.</summary>
    public void Compare()
    {
        var sets = Suite.Prompts();
        var questions = sets.Sum(set => set.Prompts.Count);
        Say($"Likelihood, {questions:N0} questions a round, {Environment.ProcessorCount} threads; {Rounds} rounds, each set with a journal and without in turns.");
        var once = Measure(() => _ = _model.Identity);
        var smallest = sets.MinBy(set => set.Prompts.Count).Prompts;
        Plain(smallest);
        Journaled(smallest);
        var pairs = new List<(Cost Plain, Cost Journaled)>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, prompts) in sets)
            {
                // Who is second finds the machine as the first left it.
                var isFirst = (pairs.Count + round) % 2 == 0;
                var before = isFirst ? Journaled(prompts) : default;
                var plain = Plain(prompts);
                var journaled = isFirst ? before : Journaled(prompts);
                pairs.Add((plain, journaled));
                var times = journaled.Processor / plain.Processor;
                Say($"  {name}: {plain.Processor:0.00} s of processor time without, {journaled.Processor:0.00} s with, times {times:0.000}");
            }
        }

        var share = once.Processor * Rounds / pairs.Sum(pair => pair.Plain.Processor);
        Say($"processor time, times: {Words(pairs, cost => cost.Processor)}");
        Say($"time by the clock, times: {Words(pairs, cost => cost.Clock)}");
        Say($"once a run, to make sums of the model's files: {once.Processor:0.00} s of processor time, {share:P1} of a round's");
        Say($"files: {pairs.Sum(pair => pair.Journaled.Bytes) / (double)(Rounds * questions):0} bytes a question");
    }

    public void Dispose()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Cost Measure(Action action)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        action();
        process.Refresh();
        return new((process.TotalProcessorTime - before).TotalSeconds, clock.Elapsed.TotalSeconds);
    }

    // The ratio of the sums, and how far it would lie from that in other rounds.
    private static string Words(List<(Cost Plain, Cost Journaled)> pairs, Func<Cost, double> of)
    {
        var logarithms = pairs.ConvertAll(pair => Math.Log(of(pair.Journaled) / of(pair.Plain)));
        var mean = logarithms.Average();
        var error = Math.Sqrt(logarithms.Sum(value => (value - mean) * (value - mean)) / (logarithms.Count - 1) / logarithms.Count);
        var ratio = pairs.Sum(pair => of(pair.Journaled)) / pairs.Sum(pair => of(pair.Plain));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ratio:0.000}; mean of {pairs.Count} pairs {Math.Exp(mean):0.000}, twice its error {2 * error:0.000}, "
            + $"pairs {Math.Exp(logarithms.Min()):0.000} to {Math.Exp(logarithms.Max()):0.000}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private Cost Plain(List<Prompt> prompts) => Measure(() => Ask(_model, prompts));

    private Cost Journaled(List<Prompt> prompts)
    {
        var file = Path.Combine(_folder, $"{_journals++}.db");
        var cost = Measure(() =>
        {
            using var journal = AnswerJournal.Open(file);
            Ask(new JournaledModel(_model, journal, "here"), prompts);
        });
        return cost with { Bytes = new FileInfo(file).Length };
    }

    private static void Ask(IAnswerer answerer, List<Prompt> prompts) =>
        answerer.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None).GetAwaiter().GetResult();

    private readonly record struct Cost(double Processor, double Clock, long Bytes = 0);
}
