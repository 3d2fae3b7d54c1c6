using System.Text.Json;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Benchmarks;

/// <summary>
/// The tokenizer beside HuggingFace's JavaScript library: the same tokenizer.json is loaded, and the suite's prompts and options are encoded
/// twice, in turns. Whatever a tokenizer remembers of texts is new in every round; what the processes have compiled is not.
/// </summary>
internal static class TokenizerBenchmark
{
    public const string Argument = "tokenizers";

    private const int Joined = 30;

    /// <summary>Compares, one file after the other.</summary>
    /// <param name="files">Paths of tokenizer.json files.</param>
    public static void Run(string[] files)
    {
        var prompts = Suite.Prompts().SelectMany(set => set.Prompts).ToList();
        string[] alone = [.. prompts.SelectMany(prompt => prompt.Continuations.Prepend(prompt.Text))];
        string[] joined = [.. prompts.Select(prompt => prompt.Text).Chunk(Joined).Select(texts => string.Join('\n', texts))];
        Console.WriteLine($"Median of {Rounds.Count} rounds (least to most).");
        foreach (var file in files.Select(Path.GetFullPath))
        {
            Console.WriteLine($"\n{file}, {new FileInfo(file).Length / 1_000_000} MB");
            Compare(file, "prompts and options", alone);
            Compare(file, $"texts of {Joined} prompts", joined);
        }
    }

    private static void Compare(string file, string words, string[] texts)
    {
        Console.WriteLine($"  {texts.Length:N0} {words}, {texts.Average(text => text.Length):0} characters on average");
        var request = Path.GetTempFileName();
        try
        {
            File.WriteAllText(request, JsonSerializer.Serialize(new { file, texts }));
            using var peer = Peer.Start("tokenizers", request, file);
            Func<Times> ours = () => Measure(file, texts);
            var times = peer is null ? Rounds.Run(ours) : Rounds.Run(ours, () => Times.Of(peer.Ask()));
            Show("load", round => round.Load);
            Show("encode", round => round.First);
            Show("encode again", round => round.Again);
            if (peer is not null)
            {
                var alike = times[0][0].Ids.Zip(times[1][0].Ids, (one, other) => one.SequenceEqual(other)).Count(same => same);
                Console.WriteLine($"    texts with the same ids: {alike:N0} of {texts.Length:N0}");
            }

            void Show(string what, Func<Times, double> of)
            {
                Console.WriteLine($"    {what}, seconds: {Rounds.Words(times[0].Select(of))}");
                if (peer is not null)
                {
                    Console.WriteLine($"      times as fast as {peer.Name}: {Rounds.Words(times[1].Zip(times[0], (their, our) => of(their) / of(our)))}");
                }
            }
        }
        finally
        {
            File.Delete(request);
        }
    }

    private static Times Measure(string file, string[] texts)
    {
        GC.Collect();
        HuggingFaceTokenizer tokenizer = null!;
        var load = Rounds.Time(() => tokenizer = HuggingFaceTokenizer.Read(file));
        int[][] ids = [];
        var first = Rounds.Time(() => ids = Encode());
        return new(load, first, Rounds.Time(() => Encode()), ids);

        int[][] Encode() => Array.ConvertAll(texts, text => tokenizer.Encode(text, addSpecialTokens: true).ToArray());
    }

    private sealed record Times(double Load, double First, double Again, int[][] Ids)
    {
        public static Times Of(JsonElement reply) => reply.Deserialize<Times>(JsonSerializerOptions.Web)!;
    }
}
