using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Configuration;

/// <summary>One model of a configuration.</summary>
/// <param name="Name">Name of the model, which is also the name of its baselines' folder.</param>
/// <param name="Folder">Path of the model's folder; empty for a model behind a server.</param>
/// <param name="Device">The device to run on: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>; <c>endpoint</c> for a model behind a server.</param>
/// <param name="Protocol">The way in which items are put to it; the number of wordings is set by each probe set.</param>
/// <param name="Adapter">
/// Path of the LoRA adapter that is applied to the model, an <c>.onnx_adapter</c> file or a PEFT folder; null where there is none.
/// </param>
public sealed record ModelEntry(string Name, string Folder, string Device, Protocol Protocol, string? Adapter = null)
{
    /// <summary>The device of a model behind a server.</summary>
    public const string EndpointDevice = "endpoint";

    /// <summary>The server of the model; null where the model has a folder.</summary>
    public EndpointEntry? Endpoint { get; init; }

    /// <summary>Whether an answer that changes under other batches or numbers of threads fails the run rather than being shown only.</summary>
    public bool RequiresDeterminism { get; init; } = true;

    /// <summary>Location of the model, in words: its folder, or its server and its name there.</summary>
    public string Place => Endpoint?.Place ?? Folder;

    /// <summary>How <see cref="Folder"/> was given and what that is relative to, as a sentence without its full stop; null where it was a full path.</summary>
    public string? FolderAsGiven { get; init; }

    /// <summary>Location of the configured model where this is a candidate in its place; null where it is the configured one.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>
    /// The languages in which probe sets without languages of their own are asked, at least one, in order; by default the ten of the paper.
    /// </summary>
    public ImmutableArray<Language> Languages { get; init; } = Language.Paper;

    /// <summary>Whether <see cref="Languages"/> are the model's own, so that no probe set is asked in any other.</summary>
    public bool IsBoundToLanguages { get; init; }

    /// <summary>Locations of the models that were taught fictional worlds; empty where there are none.</summary>
    public ImmutableArray<TaughtEntry> Taught { get; init; } = [];

    /// <summary>Refuses a folder that is missing, before anything looks for files in it.</summary>
    /// <exception cref="InvalidInputException">There is no such folder.</exception>
    public void RequireFolder() => GivenFolder.Require(Folder, FolderAsGiven, "a model");

    /// <summary>Returns the way in which the items of a probe set are put to the model.</summary>
    /// <param name="set">The probe set, which sets the number of wordings.</param>
    /// <returns>The protocol.</returns>
    public Protocol ProtocolFor(ProbeSetEntry set) => Protocol with { Wordings = set.Wordings, FirstWording = set.FirstWording };

    /// <summary>Returns the languages in which the model is asked a probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <returns>The languages, in order.</returns>
    public ImmutableArray<Language> LanguagesFor(ProbeSetEntry set) =>
        set.Languages.IsEmpty ? Languages
        : IsBoundToLanguages ? [.. set.Languages.Where(Languages.Contains)]
        : set.Languages;

    /// <summary>
    /// Returns the model in another folder. A candidate needs teachings of its own, since those of another model prove nothing about it: each is
    /// expected in the candidate's folder where the configured one lies in the model's folder, and under the candidate's name where it lies
    /// elsewhere.
    /// </summary>
    /// <param name="folder">Path of the other folder.</param>
    /// <param name="asGiven">How it was given, as <see cref="FolderAsGiven"/> says it.</param>
    /// <returns>The model.</returns>
    internal ModelEntry At(string folder, string? asGiven) => this with
    {
        Folder = folder,
        FolderAsGiven = asGiven,
        StandsInFor = OtherThan(folder),
        Taught = ImmutableArray.CreateRange(
            Taught, entry => entry with { Paths = [.. entry.Paths.Select(path => Path.Combine(folder, PlaceOf(path)))] }),
    };

    /// <summary>
    /// Returns another model of a server in place of this one. Its teachings are served under names of their own: each is expected under this model's
    /// name for it, with the candidate's name as the prefix.
    /// </summary>
    /// <param name="candidate">Server and name of the other model.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidOperationException">A teaching's name does not begin with this model's.</exception>
    internal ModelEntry At(EndpointEntry candidate) => this with
    {
        Endpoint = candidate,
        StandsInFor = OtherThan(candidate.Place),
        Taught = ImmutableArray.CreateRange(
            Taught, entry => entry with { Paths = [.. entry.Paths.Select(name => NameOf(name, candidate.Model))] }),
    };

    /// <summary>Returns the model with another adapter: a candidate for the configured adapter, or for the model alone.</summary>
    /// <param name="adapter">Path of the adapter.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidOperationException">
    /// The model was taught: its teachings prove nothing about the other adapter, which has none.
    /// </exception>
    internal ModelEntry WithAdapter(string adapter) => adapter == Adapter ? this
        : Taught.IsEmpty ? this with { Adapter = adapter, StandsInFor = StandsInFor ?? Adapter ?? $"{Place} alone" }
        : throw new InvalidOperationException(
            $"it was 'taught', and its teachings say nothing of '{adapter}', which has none of its own; expected a model that was not taught");

    // Naming the configured location itself replaces nothing.
    private string? OtherThan(string place) => (StandsInFor ?? Place) is var configured && configured == place ? null : configured;

    private string NameOf(string teaching, string candidate) => teaching.StartsWith(Endpoint!.Model, StringComparison.Ordinal)
        ? candidate + teaching[Endpoint.Model.Length..]
        : throw new InvalidOperationException(
            $"its teaching '{teaching}' does not begin with the model's name '{Endpoint.Model}', so that '{candidate}' has no counterpart");

    private string PlaceOf(string path) => Path.GetRelativePath(Folder, path) is var place
        && (place.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(place)) ? Path.GetFileName(path) : place;
}
