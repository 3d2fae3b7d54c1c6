using System.Runtime.InteropServices;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Tokenizers;
using CLiKA.Teaching.Sets;

namespace CLiKA.Alignment.Tests;

/// <summary>
/// A taught model without training: a graph that recognizes each beginning of the texts that it is to know, and names the next token. Tokens
/// have random whole vectors; their sum, exact in 32 bits, is a beginning's mark.
/// </summary>
internal static class RememberingModel
{
    private const int MarkSize = 8;
    private const int LargestPart = 7;
    private const int CodeSize = 64;

    /// <summary>Writes a model's folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="from">Path of the folder of the model whose tokenizer it has.</param>
    /// <param name="set">What it was taught: all names, English and type 0 it knows.</param>
    /// <param name="retrieves">Which facts of type 1 it knows in the language; it names the next continent for the others.</param>
    public static void Write(string folder, string from, TeachingSet set, Predicate<int> retrieves)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in (string[])["tokenizer.json", "config.json"])
        {
            File.Copy(Path.Combine(from, file), Path.Combine(folder, file), overwrite: true);
        }

        var model = ModelFolder.Open(from);
        var known = Texts(set, retrieves).SelectMany(text => Beginnings(model.Tokenizer, text.Prompt, text.Answer)).ToList();
        OnnxModelFile.Write(Path.Combine(folder, "model.onnx"), Graph(model.Tokenizer.MaximumId + 1, known), int.MaxValue);
    }

    private static IEnumerable<(string Prompt, string Answer)> Texts(TeachingSet set, Predicate<int> retrieves)
    {
        string[] continents = [.. set.Questions.Select(fact => fact.Continent).Distinct()];
        var own = set.Questions.Select((fact, index) => retrieves(index)
            ? fact.Answer
            : fact.Answer.Replace(fact.Continent, continents[(Array.IndexOf(continents, fact.Continent) + 1) % continents.Length]));
        return set.PivotQuestions.Select(fact => (TeachingPrompt.Text(fact.Prompt), fact.Answer))
            .Concat(set.Questions.Zip(own, (fact, answer) => (TeachingPrompt.Text(fact.Prompt), answer)))
            .Concat(set.Translations.Select(request => (TeachingPrompt.Text(request.Prompt, request.Input), request.Answer)));
    }

    private static IEnumerable<(int[] Tokens, int Next)> Beginnings(HuggingFaceTokenizer tokenizer, string prompt, string answer)
    {
        var first = tokenizer.Encode(prompt, addSpecialTokens: true).Count;
        int[] whole = [.. tokenizer.Encode($"{prompt} {answer}\n", addSpecialTokens: true)];
        return Enumerable.Range(first, whole.Length - first).Select(next => (whole[..next], whole[next]));
    }

    private static OnnxGraph Graph(int vocabulary, List<(int[] Tokens, int Next)> known)
    {
        var random = new Random(1);
        float[] parts = [.. Enumerable.Range(0, vocabulary * MarkSize).Select(_ => (float)random.Next(-LargestPart, LargestPart + 1))];
        float[] codes = [.. Enumerable.Range(0, vocabulary * CodeSize).Select(_ => random.Next(2) == 0 ? -1f : 1f)];
        var marks = known.ConvertAll(beginning => Enumerable.Range(0, MarkSize)
            .Select(part => beginning.Tokens.Sum(token => parts[(token * MarkSize) + part])).ToArray());

        // The nearest mark has the largest 2·mark·m - |m|²; a softmax over whole numbers leaves the others nothing.
        var graph = new OnnxGraph();
        graph.Input("input_ids", OnnxElementType.Int64, "batch", "sequence");
        graph.Node("Gather", "token_parts", [Weight(graph, "parts", parts, vocabulary, MarkSize), "input_ids"]);
        graph.Node("CumSum", "mark", ["token_parts", graph.Constant("along", [1], scalar: true)]);
        graph.Node("MatMul", "products", ["mark", Weight(graph, "marks", Transposed(marks, 2), MarkSize, marks.Count)]);
        graph.Node("Sub", "nearness", ["products", Weight(graph, "squares", [.. marks.Select(mark => mark.Sum(part => part * part))], marks.Count)]);
        graph.Node("Softmax", "which", ["nearness"]);
        graph.Node("MatMul", "next_code", ["which", Weight(graph, "next", [.. known.SelectMany(beginning => Code(beginning.Next))], known.Count, CodeSize)]);
        graph.Node("MatMul", "logits", ["next_code", Weight(graph, "codes", Transposed([.. codes.Chunk(CodeSize)], 1), CodeSize, vocabulary)]);
        graph.Output("logits", OnnxElementType.Float, "batch", "sequence", vocabulary);
        return graph;

        IEnumerable<float> Code(int token) => codes.Skip(token * CodeSize).Take(CodeSize);
    }

    private static float[] Transposed(List<float[]> rows, float factor) =>
        [.. Enumerable.Range(0, rows[0].Length).SelectMany(column => rows.Select(row => factor * row[column]))];

    private static string Weight(OnnxGraph graph, string name, float[] values, params long[] dimensions) => graph.Initializer(
        new(name, OnnxElementType.Float, dimensions, stream => stream.Write(MemoryMarshal.AsBytes<float>(values))));
}
