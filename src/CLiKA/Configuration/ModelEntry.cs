using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Configuration;

/// <summary>One model of a configuration.</summary>
/// <param name="Name">Name of the model, which is also the name of its baselines' folder.</param>
/// <param name="Folder">Path of the model's folder; empty where a server answers for it.</param>
/// <param name="Device">Where it runs: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>; <c>endpoint</c> where a server answers for it.</param>
/// <param name="Protocol">How items are put to it; each probe set says itself in how many wordings.</param>
/// <param name="Adapter">
/// Path of a LoRA adapter with which the model is asked, an <c>.onnx_adapter</c> file or a PEFT folder; null where it is asked alone.
/// </param>
public sealed record ModelEntry(string Name, string Folder, string Device, Protocol Protocol, string? Adapter = null)
{
    /// <summary>The device of a model that a server answers for.</summary>
    public const string EndpointDevice = "endpoint";

    /// <summary>The server that answers for the model; null where it has a folder.</summary>
    public EndpointEntry? Endpoint { get; init; }

    /// <summary>Whether an answer that changes when it is asked again, in other batches and threads, fails the run, and is not only shown.</summary>
    public bool RequiresDeterminism { get; init; } = true;

    /// <summary>Where the model is, in words: its folder, or its server and the name that it has there.</summary>
    public string Place => Endpoint?.Place ?? Folder;

    /// <summary>The place of the configured model where this is a candidate that is asked instead; null where it is the configured one.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>
    /// The languages in which it is asked what has no languages of its own, at least one, in their order; by default the ten of the paper.
    /// </summary>
    public ImmutableArray<Language> Languages { get; init; } = Language.Paper;

    /// <summary>Whether <see cref="Languages"/> are the model's own, so that no probe set is asked in others.</summary>
    public bool IsBoundToLanguages { get; init; }

    /// <summary>Where the models are that were taught fictional worlds; empty where there is none.</summary>
    public ImmutableArray<TaughtEntry> Taught { get; init; } = [];

    /// <summary>How the items of a probe set are put to the model.</summary>
    /// <param name="set">The probe set, which says in how many wordings.</param>
    /// <returns>The protocol.</returns>
    public Protocol ProtocolFor(ProbeSetEntry set) => Protocol with { Wordings = set.Wordings, FirstWording = set.FirstWording };

    /// <summary>The languages in which the model is asked a probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <returns>The languages, in their order.</returns>
    public ImmutableArray<Language> LanguagesFor(ProbeSetEntry set) =>
        set.Languages.IsEmpty ? Languages
        : IsBoundToLanguages ? [.. set.Languages.Where(Languages.Contains)]
        : set.Languages;

    /// <summary>
    /// The same model in another folder. A candidate has teachings of its own, since those of another model say nothing of it: each is
    /// looked for in its folder, where the configured one lies in the model's, and under its name where that lies elsewhere.
    /// </summary>
    /// <param name="folder">Path of the other folder.</param>
    /// <returns>The model.</returns>
    internal ModelEntry At(string folder) => this with
    {
        Folder = folder,
        StandsInFor = OtherThan(folder),
        Taught = ImmutableArray.CreateRange(
            Taught, entry => entry with { Paths = [.. entry.Paths.Select(path => Path.Combine(folder, PlaceOf(path)))] }),
    };

    /// <summary>
    /// Another model of a server in the place of this one. Its teachings are served under its own name: each is looked for with the
    /// candidate's name in the place of this model's.
    /// </summary>
    /// <param name="candidate">The other model's server and name.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidOperationException">A teaching's name does not begin with this model's.</exception>
    internal ModelEntry At(EndpointEntry candidate) => this with
    {
        Endpoint = candidate,
        StandsInFor = OtherThan(candidate.Place),
        Taught = ImmutableArray.CreateRange(
            Taught, entry => entry with { Paths = [.. entry.Paths.Select(name => NameOf(name, candidate.Model))] }),
    };

    /// <summary>The same model with another adapter: a candidate for the one that is configured, or for the model alone.</summary>
    /// <param name="adapter">Path of the adapter.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidOperationException">It was taught: its teachings say nothing of the other adapter, which has none.</exception>
    internal ModelEntry WithAdapter(string adapter) => adapter == Adapter ? this
        : Taught.IsEmpty ? this with { Adapter = adapter, StandsInFor = StandsInFor ?? Adapter ?? $"{Place} alone" }
        : throw new InvalidOperationException(
            $"it was 'taught', and its teachings say nothing of '{adapter}', which has none of its own; expected a model that was not taught");

    // Whoever names the configured place itself puts nothing in its place.
    private string? OtherThan(string place) => (StandsInFor ?? Place) is var configured && configured == place ? null : configured;

    private string NameOf(string teaching, string candidate) => teaching.StartsWith(Endpoint!.Model, StringComparison.Ordinal)
        ? candidate + teaching[Endpoint.Model.Length..]
        : throw new InvalidOperationException(
            $"its teaching '{teaching}' does not begin with the model's name '{Endpoint.Model}', so that '{candidate}' has no counterpart");

    private string PlaceOf(string path) => Path.GetRelativePath(Folder, path) is var place
        && (place.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(place)) ? Path.GetFileName(path) : place;
}
