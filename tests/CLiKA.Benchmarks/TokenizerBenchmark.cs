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

    private const int Count = 5;
    private const int Joined = 30;

    /// <summary>Compares, one file after the other.</summary>
    /// <param name="files">Paths of tokenizer.json files.</param>
    public static void Run(string[] files)
    {
        var prompts = Suite.Prompts().SelectMany(set => set.Prompts).ToList();
        string[] alone = [.. prompts.SelectMany(prompt => prompt.Continuations.Prepend(prompt.Text))];
        string[] joined = [.. prompts.Select(prompt => prompt.Text).Chunk(Joined).Select(texts => string.Join('\n', texts))];
        Console.WriteLine($"Median of {Count} rounds (least to most).");
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
            var rounds = new List<(Times Ours, Times? Theirs)>();
            for (var round = 0; round <= Count; round++)
            {
                rounds.Add((Measure(file, texts), peer is null ? null : Times.Of(peer.Ask())));
            }

            // The first round is not counted: in it, .NET still compiles.
            rounds.RemoveAt(0);
            Show("load", times => times.Load);
            Show("encode", times => times.First);
            Show("encode again", times => times.Again);
            if (rounds[0].Theirs is { } theirs)
            {
                var alike = rounds[0].Ours.Ids.Zip(theirs.Ids, (one, other) => one.SequenceEqual(other)).Count(same => same);
                Console.WriteLine($"    texts with the same ids: {alike:N0} of {texts.Length:N0}");
            }

            void Show(string what, Func<Times, double> of)
            {
                Console.WriteLine($"    {what}, seconds: {Rounds.Words(rounds.Select(round => of(round.Ours)))}");
                if (peer is not null)
                {
                    Console.WriteLine($"      times as fast as {peer.Name}: {Rounds.Words(rounds.Select(round => of(round.Theirs!) / of(round.Ours)))}");
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
