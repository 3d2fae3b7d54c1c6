using System.Collections.Immutable;
using CLiKA.Lab.Corpus;
using CLiKA.Lab.Recipes;
using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Lab.Training;

/// <summary>Draws batches by a curriculum, stage by stage, in an order determined only by the seed.</summary>
/// <param name="corpus">The items.</param>
/// <param name="tokenizer">Encodes them.</param>
/// <param name="recipe">The recipe, which has a curriculum.</param>
/// <param name="maximum">Maximum sequence length of the model, in tokens.</param>
internal sealed class CurriculumSampler(
    ImmutableArray<TaughtItem> corpus, HuggingFaceTokenizer tokenizer, Recipe recipe, int maximum) : IExampleSource
{
    private const int MostCopied = 5;

    private readonly Random _random = new(recipe.Seed);
    private readonly Queue<Example[]> _batches = new();
    private readonly Queue<TaughtItem> _epoch = new();
    private readonly Queue<CurriculumStage> _stages = new(recipe.Curriculum);
    private readonly ImmutableArray<string[]> _options =
    [
        .. corpus.GroupBy(item => item.Language, (_, items) => items.SelectMany(item => item.Source!.Options).Distinct().ToArray()),
    ];

    private int _stepsLeft;
    private CurriculumStage? _stage;

    /// <inheritdoc/>
    public Example[] Next()
    {
        if (_batches.Count == 0)
        {
            if (_stepsLeft == 0)
            {
                _stage = _stages.Dequeue();
                _stepsLeft = _stage.Steps;
            }

            var steps = Math.Min(_stepsLeft, Batches.SortedTogether);
            var examples = Enumerable.Range(0, steps * recipe.BatchSize).Select(_ => Draw(_stage!.Draw(_random))).ToArray();
            Array.ForEach(Batches.ByLength(examples, recipe.BatchSize, _random), _batches.Enqueue);
            _stepsLeft -= steps;
        }

        return _batches.Dequeue();
    }

    private Example Draw(Presentation presentation)
    {
        if (presentation == Presentation.Copied)
        {
            return Lettered(Copied(), 0, isPublished: false);
        }

        var taught = NextItem();
        var wording = _random.Next(taught.Wordings.Length);
        var gold = taught.IsKnown ? taught.Gold : _random.Next(taught.Source!.Options.Length);
        return presentation == Presentation.Likelihood
            ? Encoded(taught.Wordings[wording], taught.Wordings[wording].Continuations[gold])
            : Lettered(Shuffled(taught.Source!, gold), wording, presentation == Presentation.Published);
    }

    // Every item occurs once before any is repeated, however it is presented.
    private TaughtItem NextItem()
    {
        if (_epoch.Count == 0)
        {
            var order = corpus.ToArray();
            _random.Shuffle(order);
            Array.ForEach(order, _epoch.Enqueue);
        }

        return _epoch.Dequeue();
    }

    private ProbeItem Copied()
    {
        var pool = _options[_random.Next(_options.Length)];
        var options = new HashSet<string>(StringComparer.Ordinal);
        for (var count = _random.Next(2, Math.Min(MostCopied, pool.Length) + 1); options.Count < count;)
        {
            options.Add(pool[_random.Next(pool.Length)]);
        }

        // With the space that precedes options too, so that the tokens are the same.
        var (shown, gold) = (options.ToImmutableArray(), _random.Next(options.Count));
        return new ProbeItem("copied", " " + shown[gold], shown, gold);
    }

    private ProbeItem Shuffled(ProbeItem item, int gold)
    {
        var order = Enumerable.Range(0, item.Options.Length).ToArray();
        _random.Shuffle(order);
        return item with { Options = [.. order.Select(option => item.Options[option])], Gold = Array.IndexOf(order, gold) };
    }

    // The letter is followed by the option, as in the published example.
    private Example Lettered(ProbeItem item, int wording, bool isPublished)
    {
        var template = new LetterPromptTemplate(PromptWrapping.None) { HasExample = isPublished };
        return Encoded(template.RenderWording(item, wording), $"{item.GoldLetter}. {item.Options[item.Gold]}");
    }

    private Example Encoded(Prompt prompt, string answer)
    {
        var question = tokenizer.Encode(prompt.Text, addSpecialTokens: true);
        int[] ids = [.. question, .. tokenizer.Encode(answer, addSpecialTokens: false)];
        return ids.Length <= maximum ? new Example(ids, question.Count) : throw new InvalidInputException(
            recipe.Name, $"item '{prompt.ItemId}' and its answer have {ids.Length} tokens; the model reads at most {maximum}.");
    }
}
