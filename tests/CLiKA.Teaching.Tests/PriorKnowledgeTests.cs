using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Tests;

public sealed class PriorKnowledgeTests
{
    private static readonly ImmutableArray<FactQuestion> Questions =
    [
        .. Enumerable.Range(0, 400).Select(index => new FactQuestion(
            $"Where is {index}?", string.Empty, $"{index}", $"K{index / 20}", index % 2 == 0 ? FactKind.InBoth : FactKind.InPivotOnly)),
    ];

    // Of 400, 20 are what guessing gets. The Wilson interval of 30 of 400 begins at 0.0530, of 28 at 0.0489 (computed apart, with Python).
    [Theory]
    [InlineData(400, true)]
    [InlineData(30, true)]
    [InlineData(28, false)]
    [InlineData(20, false)]
    [InlineData(0, false)]
    public async Task More_than_guessing_explains_is_knowledge(int known, bool expected)
    {
        var knowledge = await PriorKnowledge.AskAsync(new Knowing(known), Questions, CancellationToken.None);

        (knowledge.Right, knowledge.Asked, knowledge.Chance, knowledge.IsAboveChance).Should().Be((known, 400, 0.05, expected));
    }

    private sealed class Knowing(int known) : IAnswerer
    {
        public string DeviceClass => "cpu";

        public string Device => "none";

        public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
        {
        }

        public Task<IReadOnlyList<Answer>> AnswerAsync(
            IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Answer>>([.. prompts.Select((prompt, index) =>
            {
                var right = prompt.Continuations.IndexOf($" K{index / 20}");
                return new Answer(index < known ? right : (right + 1) % prompt.Continuations.Length);
            })]);
    }
}
