using System.Globalization;
using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;
using MathNet.Numerics.Statistics;

namespace CLiKA.Benchmarks;

/// <summary>What is measured of one model.</summary>
internal sealed class Measurements(BenchmarkModel model, int count, int threads)
{
    private const int Shared = 60;
    private const int Own = 40;
    private const int OptionLength = 3;

    private static readonly (string Program, string Way, string Words)[] Peers =
    [
        (Peer.Torch, "one", "one prompt a run, all logits"),
        (Peer.Torch, "beams", "one prompt a run for two beams, all logits"),
        (Peer.Torch, "batches", "whole prompts in batches, all logits"),
        ("onnxruntime-node", "whole", "whole prompts, logits at the last position"),
        ("onnxruntime-node", "all", "whole prompts, all logits"),
        ("onnxruntime-node", "prefix", "the shared beginning once, as ours"),
        ("node-llama-cpp", "4", "four sequences that keep the shared beginning"),
        ("node-llama-cpp", "8", "eight sequences that keep the shared beginning"),
    ];

    private readonly Prompt[] _prompts = PromptSet.Of(count, Shared, Own);

    /// <summary>Our batches beside other ways to ask.</summary>
    public void Compare()
    {
        using var answerer = Load(new());
        using var naive = new NaiveScorer(model, threads);

        // As the answerer cuts its batches: as many tokens as its budget.
        var rows = BatchLimits.Cpu.Tokens / Own;
        using var products = new ProductClock(model.Configuration, rows * Own, rows, DeviceRequest.Cpu, WeightType.Float32, threads);
        var request = new PeerRequest(model, _prompts, Shared, rows, threads);
        var peers = new List<(Peer Peer, string Words)>();
        try
        {
            foreach (var (program, way, words) in Peers)
            {
                if (Peer.Start(program, request.Write(way), way) is { } peer)
                {
                    peers.Add((peer, words));
                }
            }

            Func<double>[] here = [() => Ask(answerer), () => Rounds.Time(() => naive.Answer(_prompts)), products.Seconds];
            var times = Rounds.Run([.. here, .. peers.Select(peer => (Func<double>)peer.Peer.Seconds)]);
            var ours = Answers(answerer, _prompts);
            Show("prompts a second", times[0].Select(seconds => count / seconds));
            Show($"times as many as one prompt a run, all logits ({Alike(ours, naive.Answer(_prompts))})", Ratio(times[1], times[0]));
            Show("share of the products' own rate", times[2].Zip(times[0], (alone, seconds) => alone / rows * count / seconds));
            foreach (var (index, (peer, words)) in peers.Index())
            {
                Show($"times as many as {peer.Name}, {words} ({Alike(ours, peer.Logits)})", Ratio(times[here.Length + index], times[0]));
            }
        }
        finally
        {
            peers.ForEach(peer => peer.Peer.Dispose());
        }
    }

    /// <summary>How time grows with what is asked.</summary>
    public void Grow()
    {
        using var answerer = Load(new());
        var times = Rounds.Run(
            () => Ask(answerer),
            () => Ask(answerer, [.. _prompts.Take(count / 2)]),
            () => Ask(answerer, PromptSet.Of(count, Shared, 2 * Own)),
            () => Ask(answerer, PromptSet.Of(count, 2 * Shared, Own)));
        Show("time for twice as many prompts", Ratio(times[0], times[1]));
        Show("time for twice as many own tokens", Ratio(times[2], times[0]));
        Show("time for a prefix twice as long", Ratio(times[3], times[0]));
    }

    /// <summary>What it saves to read a prompt once for all of its options, and a question once for all orders of its letters.</summary>
    public void Choose()
    {
        using var answerer = Load(new());
        foreach (var own in new[] { Own / 4, Own })
        {
            var together = PromptSet.WithOptions(count, Shared, own, OptionLength);
            var times = Rounds.Run(
                () => Ask(answerer, together, Scoring.Likelihood),
                () => Enumerable.Range(0, PromptSet.Options).Sum(option => Ask(
                    answerer,
                    Array.ConvertAll(together, prompt => prompt with { Continuations = [prompt.Continuations[option]] }),
                    Scoring.Likelihood)));
            Show($"times as many options of {OptionLength} tokens as one by one, {own} own tokens", Ratio(times[1], times[0]));
        }

        foreach (var question in new[] { Own / 2, 4 * Own })
        {
            var orders = PromptSet.WithOrders(count / PromptSet.Options, Shared, question, OptionLength);
            var times = Rounds.Run(() => Ask(answerer, [.. orders.SelectMany(order => order)]), () => orders.Sum(order => Ask(answerer, order)));
            Show($"times as many orders of letters as one by one, questions of {question} tokens", Ratio(times[1], times[0]));
        }
    }

    /// <summary>How peak memory grows with the length of prompts.</summary>
    public void Remember()
    {
        var loaded = MemoryProbe.Megabytes(model, Shared, 0, threads);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  peak memory, nothing asked: {loaded:0} MB"));
        var shortest = 0.0;
        foreach (var own in new[] { Own, 4 * Own, 16 * Own })
        {
            var megabytes = MemoryProbe.Megabytes(model, Shared, own, threads);
            shortest = own == Own ? megabytes : shortest;
            var ratio = megabytes / shortest;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  peak memory, {own} own tokens: {megabytes:0} MB, {ratio:0.00} times that of {Own}"));
        }
    }

    /// <summary>How many tokens a batch should have.</summary>
    public void Budget()
    {
        int[] budgets = [256, 512, 1024, 2048, 4096];
        var usual = Array.IndexOf(budgets, BatchLimits.Cpu.Tokens);
        var answerers = budgets.Select(budget => Load(new() { TokenBudget = budget })).ToList();
        var times = Rounds.Run([.. answerers.Select(answerer => (Func<double>)(() => Ask(answerer)))]);
        foreach (var (index, budget) in budgets.Index())
        {
            Show($"time with at most {budget} tokens a batch, beside {budgets[usual]}", Ratio(times[index], times[usual]));
        }

        answerers.ForEach(answerer => answerer.Dispose());
    }

    private static IReadOnlyList<Answer> Answers(OnnxAnswerer answerer, Prompt[] prompts, Scoring scoring = Scoring.Letter) =>
        answerer.AnswerAsync(prompts, scoring, null, CancellationToken.None).GetAwaiter().GetResult();

    private static double Ask(OnnxAnswerer answerer, Prompt[] prompts, Scoring scoring = Scoring.Letter) =>
        Rounds.Time(() => Answers(answerer, prompts, scoring));

    private static IEnumerable<double> Ratio(double[] theirs, double[] ours) => theirs.Zip(ours, (their, our) => their / our);

    private static void Show(string what, IEnumerable<double> values) => Console.WriteLine($"  {what}: {Rounds.Words(values)}");

    // Of two letters, the difference of logits is that of log-probabilities.
    private static string Alike(IReadOnlyList<Answer> ours, double[][] theirs)
    {
        var apart = ours.Zip(theirs, (our, their) => our.LogProbabilities.Zip(their, (one, other) => one - our.LogProbabilities[0] - (other - their[0]))
            .Max(Math.Abs)).Max();

        // A difference says nothing unless it is small beside how far prompts differ.
        var deviation = theirs.Select(their => their[1] - their[0]).StandardDeviation();
        return string.Create(CultureInfo.InvariantCulture, $"letters differ by at most {apart:0.0e+0}; standard deviation across prompts {deviation:0.0}");
    }

    private OnnxAnswerer Load(OnnxAnswererOptions options) =>
        OnnxAnswerer.Load(model.Folder, options with { Device = DeviceRequest.Cpu, Threads = threads });

    private double Ask(OnnxAnswerer answerer) => Ask(answerer, _prompts);
}
