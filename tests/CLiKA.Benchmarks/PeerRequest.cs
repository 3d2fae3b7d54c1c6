using System.Text.Json;
using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>What peers are told: a model, prompts as ids of tokens, and how many threads and rows a batch they have.</summary>
internal sealed class PeerRequest(BenchmarkModel model, IReadOnlyList<Prompt> prompts, int shared, int rows, int threads)
{
    /// <summary>Writes the request into a file beside the model.</summary>
    /// <returns>Path of the file.</returns>
    public string Write(string way)
    {
        var tokenizer = HuggingFaceTokenizer.Read(Path.Combine(model.Folder, "tokenizer.json"));
        var path = Path.Combine(model.Folder, $"{way}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            folder = model.Folder,
            way,
            threads,
            rows,
            shared,
            layers = model.Configuration.Layers,
            heads = model.Configuration.KeyValueHeads,
            headSize = model.Configuration.HeadSize,
            prompts = prompts.Select(prompt => tokenizer.Encode(prompt.Text, addSpecialTokens: true)),
            letters = prompts[0].Continuations.Select(letter => tokenizer.Encode(letter, addSpecialTokens: false)[0]),
        }));
        return path;
    }
}
