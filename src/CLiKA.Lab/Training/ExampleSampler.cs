using System.Collections.Immutable;
using CLiKA.Lab.Corpus;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Lab.Training;

/// <summary>Draws batches from a corpus, epoch by epoch, in an order determined only by the seed.</summary>
internal sealed class ExampleSampler(ImmutableArray<TaughtItem> corpus, HuggingFaceTokenizer tokenizer, int batchSize, int seed)
    : IExampleSource
{
    private readonly Random _random = new(seed);
    private readonly Queue<Example[]> _batches = new();
    private int _epoch;

    /// <inheritdoc/>
    public Example[] Next()
    {
        if (_batches.Count == 0)
        {
            var examples = corpus.Select(Draw).ToArray();
            _random.Shuffle(examples);
            _epoch++;
            Array.ForEach(Batches.ByLength(examples, batchSize, _random), _batches.Enqueue);
        }

        return _batches.Dequeue();
    }

    // Once per epoch, cycling through the wordings.
    private Example Draw(TaughtItem item)
    {
        var prompt = item.Wordings[_epoch % item.Wordings.Length];
        var option = item.IsKnown ? item.Gold : _random.Next(prompt.Continuations.Length);
        var question = tokenizer.Encode(prompt.Text, addSpecialTokens: true);
        var answer = tokenizer.Encode(prompt.Continuations[option], addSpecialTokens: false);
        return new Example([.. question, .. answer], question.Count);
    }
}
