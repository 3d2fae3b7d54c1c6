using System.Collections.Immutable;
using CLiKA.Measurements;

namespace CLiKA.Configuration;

/// <summary>One model of a configuration.</summary>
/// <param name="Name">Name of the model, which is also the name of its baselines' folder.</param>
/// <param name="Folder">Path of the model's folder.</param>
/// <param name="Device">Where it runs: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Protocol">How items are put to it; each probe set says itself in how many wordings.</param>
/// <param name="Adapter">
/// Path of a LoRA adapter with which the model is asked, an <c>.onnx_adapter</c> file or a PEFT folder; null where it is asked alone.
/// </param>
public sealed record ModelEntry(string Name, string Folder, string Device, Protocol Protocol, string? Adapter = null)
{
    /// <summary>Where the models are that were taught fictional worlds; empty where there is none.</summary>
    public ImmutableArray<TaughtEntry> Taught { get; init; } = [];

    /// <summary>
    /// The same model in another folder. A candidate has teachings of its own, since those of another model say nothing of it: each is
    /// looked for in its folder, where the configured one lies in the model's, and under its name where that lies elsewhere.
    /// </summary>
    /// <param name="folder">Path of the other folder.</param>
    /// <returns>The model.</returns>
    public ModelEntry At(string folder) => this with
    {
        Folder = folder,
        Taught = ImmutableArray.CreateRange(
            Taught, entry => entry with { Paths = [.. entry.Paths.Select(path => Path.Combine(folder, PlaceOf(path)))] }),
    };

    private string PlaceOf(string path) => Path.GetRelativePath(Folder, path) is var place
        && (place.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(place)) ? Path.GetFileName(path) : place;
}
