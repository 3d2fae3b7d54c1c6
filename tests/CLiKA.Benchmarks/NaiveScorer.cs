using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Prompts;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.Benchmarks;

/// <summary>Asks one prompt a run, from its beginning, with logits at every position.</summary>
internal sealed class NaiveScorer : IDisposable
{
    private readonly InferenceSession _session;
    private readonly HuggingFaceTokenizer _tokenizer;

    public NaiveScorer(BenchmarkModel model, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        _session = new(model.NaiveGraph, options);
        _tokenizer = HuggingFaceTokenizer.Read(Path.Combine(model.Folder, "tokenizer.json"));
    }

    /// <summary>The logits of the letters after each prompt.</summary>
    public double[][] Answer(IEnumerable<Prompt> prompts) => [.. prompts.Select(Answer)];

    public void Dispose() => _session.Dispose();

    private double[] Answer(Prompt prompt)
    {
        long[] ids = [.. _tokenizer.Encode(prompt.Text, addSpecialTokens: true).Select(id => (long)id)];
        long[] shape = [1, ids.Length];
        using var input = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(ids, _ => 1L), shape);
        using var positions = OrtValue.CreateTensorValueFromMemory(
            Enumerable.Range(0, ids.Length).Select(index => (long)index).ToArray(), shape);
        using var options = new RunOptions();
        using var outputs = _session.Run(
            options, ["input_ids", "attention_mask", "position_ids"], [input, mask, positions], ["logits"]);
        var logits = outputs[0].GetTensorDataAsSpan<float>();
        var last = logits[^(logits.Length / ids.Length)..].ToArray();
        return [.. prompt.Continuations.Select(letter => (double)last[_tokenizer.Encode(letter, addSpecialTokens: false)[0]])];
    }
}
