using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>Prompts of random letters, one token each, that share a beginning.</summary>
internal static class PromptSet
{
    public static Prompt[] Of(int count, int shared, int own)
    {
        var random = new Random(1);
        string Letters(int length) => string.Create(length, random, (letters, source) =>
        {
            for (var index = 0; index < letters.Length; index++)
            {
                letters[index] = (char)('a' + source.Next(26));
            }
        });
        var beginning = Letters(shared);
        return [.. Enumerable.Range(0, count).Select(index => new Prompt($"{index}", beginning + Letters(own), ["A", "B", "C", "D"]))];
    }
}
