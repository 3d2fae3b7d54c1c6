using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures;

/// <summary>Maps the weight names of the graph, which are Llama's, to those of a checkpoint.</summary>
/// <param name="Parts">Name components between dots, by their Llama names; an empty string where a checkpoint has no such component.</param>
/// <param name="Layouts">
/// The prefix of the decoder's weights, and that of <c>lm_head</c>; where there are several pairs, the one that the checkpoint has applies.
/// </param>
public sealed record CheckpointNames(ImmutableDictionary<string, string> Parts, ImmutableArray<(string Model, string Head)> Layouts)
{
    /// <summary>The prefix of the decoder's weights, and of its projections in adapters, in some classes with state-space blocks.</summary>
    public const string Backbone = "backbone.";

    private const string Model = "model.";
    private const string Norm = "model.norm.";

    /// <summary>The name of the norm after the last layer, where blocks within layers have norms of its usual name; null where it has no other.</summary>
    public string? FinalNorm { get; init; }

    /// <summary>Llama's names, also within a multimodal model, where they depend on the version of HuggingFace's library.</summary>
    public static CheckpointNames Llama { get; } =
        new([], [(Model, string.Empty), ("language_model.model.", "language_model."), ("model.language_model.", string.Empty)]);

    /// <summary>Creates names with one of several prefixes.</summary>
    /// <param name="models">The possible prefixes of the decoder's weights.</param>
    /// <param name="parts">Name components: Llama's, and the checkpoint's own.</param>
    public static CheckpointNames Of(ReadOnlySpan<string> models, params ReadOnlySpan<(string Usual, string Own)> parts)
    {
        var own = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (usual, part) in parts)
        {
            own.Add(usual, part);
        }

        return new(own.ToImmutable(), [.. models.ToArray().Select(model => (model, string.Empty))]);
    }

    /// <summary>Returns the name of a weight in a checkpoint.</summary>
    /// <param name="name">Its name in the graph.</param>
    /// <param name="layout">One of <see cref="Layouts"/>.</param>
    internal string Own(string name, (string Model, string Head) layout) => name.StartsWith(Model, StringComparison.Ordinal)
        ? layout.Model + (FinalNorm is not null && name.StartsWith(Norm, StringComparison.Ordinal) ? FinalNorm + name[(Norm.Length - 1)..] : Own(name[Model.Length..]))
        : layout.Head + Own(name);

    private string Own(string name) =>
        string.Join('.', name.Split('.').Select(part => Parts.GetValueOrDefault(part, part)).Where(part => part.Length > 0));
}
