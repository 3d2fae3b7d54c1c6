using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>Prompts of random letters, one token each, that share a beginning.</summary>
internal static class PromptSet
{
    /// <summary>How many options a prompt has.</summary>
    public const int Options = 4;

    public static Prompt[] Of(int count, int shared, int own) => Of(count, shared, own, () => ["A", "B", "C", "D"]);

    /// <summary>The same, with four options of some random letters each.</summary>
    public static Prompt[] WithOptions(int count, int shared, int own, int length)
    {
        var random = new Random(2);
        return Of(count, shared, own, () => [.. Enumerable.Range(0, Options).Select(_ => Letters(random, length))]);
    }

    /// <summary>Questions whose options stand under four letters, one array for each cyclic order of them.</summary>
    public static Prompt[][] WithOrders(int count, int shared, int question, int length)
    {
        var asked = WithOptions(count, shared, question, length);
        return
        [
            .. Enumerable.Range(0, Options).Select(order => Array.ConvertAll(asked, prompt => prompt with
            {
                Text = prompt.Text + string.Concat(Enumerable.Range(0, Options).Select(place => $"{"ABCD"[place]}{prompt.Continuations[(place + order) % Options]}")),
                Continuations = ["A", "B", "C", "D"],
            })),
        ];
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
