using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures;

/// <summary>What a checkpoint calls the weights of a decoder, which the graph asks for by the names that Llama's have.</summary>
/// <param name="Parts">Parts of names between dots, by what Llama's are called; empty where a checkpoint has no such part.</param>
/// <param name="Layouts">
/// What the names of the decoder's weights begin with, and what goes before <c>lm_head</c>; of several the one that a checkpoint has.
/// </param>
public sealed record CheckpointNames(ImmutableDictionary<string, string> Parts, ImmutableArray<(string Model, string Head)> Layouts)
{
    private const string Model = "model.";

    /// <summary>Llama's, also within a model that sees images too, where they are not the same in every version of HuggingFace's library.</summary>
    public static CheckpointNames Llama { get; } =
        new([], [(Model, string.Empty), ("language_model.model.", "language_model."), ("model.language_model.", string.Empty)]);

    /// <summary>Names that begin in one of some ways.</summary>
    /// <param name="models">What the names of the decoder's weights may begin with.</param>
    /// <param name="parts">Parts of names: Llama's, and the checkpoint's own.</param>
    public static CheckpointNames Of(ReadOnlySpan<string> models, params ReadOnlySpan<(string Usual, string Own)> parts)
    {
        var own = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (usual, part) in parts)
        {
            own.Add(usual, part);
        }

        return new(own.ToImmutable(), [.. models.ToArray().Select(model => (model, string.Empty))]);
    }

    /// <summary>What a weight is called.</summary>
    /// <param name="name">What it is called in the graph.</param>
    /// <param name="layout">One of <see cref="Layouts"/>.</param>
    internal string Own(string name, (string Model, string Head) layout) => name.StartsWith(Model, StringComparison.Ordinal)
        ? layout.Model + Own(name[Model.Length..])
        : layout.Head + Own(name);

    private string Own(string name) =>
        string.Join('.', name.Split('.').Select(part => Parts.GetValueOrDefault(part, part)).Where(part => part.Length > 0));
}
