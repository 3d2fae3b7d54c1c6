using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>Prompts of random letters, one token each, that share a beginning.</summary>
internal static class PromptSet
{
    public static Prompt[] Of(int count, int shared, int own) => Of(count, shared, own, () => ["A", "B", "C", "D"]);

    /// <summary>The same, with four options of some random letters each.</summary>
    public static Prompt[] WithOptions(int count, int shared, int own, int length)
    {
        var random = new Random(2);
        return Of(count, shared, own, () => [.. Enumerable.Range(0, 4).Select(_ => Letters(random, length))]);
    }

    private static Prompt[] Of(int count, int shared, int own, Func<string[]> options)
    {
        var random = new Random(1);
        var beginning = Letters(random, shared);
        return [.. Enumerable.Range(0, count).Select(index => new Prompt($"{index}", beginning + Letters(random, own), [.. options()]))];
    }

    private static string Letters(Random random, int length) => string.Create(length, random, (letters, source) =>
    {
        for (var index = 0; index < letters.Length; index++)
        {
            letters[index] = (char)('a' + source.Next(26));
        }
    });
}
