using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// The reviewed baselines of a repository: <c>&lt;model&gt;/&lt;probe-set&gt;.verified.json</c> and the answers beside it. Once something was
/// accepted after a release, the measurement at the release is kept as <c>&lt;probe-set&gt;.release</c> and, where losses are counted from another
/// measurement, that one as <c>&lt;probe-set&gt;.reference</c> (<see cref="Acceptance"/>).
/// </summary>
/// <param name="root">The folder with one folder for each model.</param>
public sealed class BaselineStore(string root)
{
    /// <summary>Follows the name of the probe set in the file names of the measurement at the release.</summary>
    internal const string ReleaseName = ".release";

    /// <summary>Follows the name of the probe set in the file names of the reference.</summary>
    internal const string ReferenceName = ".reference";

    /// <summary>The folder with one folder for each model.</summary>
    public string Root { get; } = root;

    /// <summary>Returns the folder with the baselines of a model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>Path of the folder, which may be missing.</returns>
    public string FolderOf(string model) => Path.Combine(Root, model);

    /// <summary>Reads all baselines in the folder of one model.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The baselines; null where there is none.</returns>
    /// <exception cref="InvalidInputException">A baseline is damaged or incomplete.</exception>
    public static Measurement? Read(string folder)
    {
        var (model, baselines) = ReadSets(folder, null);
        var sets = Measured(model, baselines);
        var (taught, worlds) = ConductivityStore.Read(folder);
        return sets is not null && taught is not null && sets.Model != taught
            ? throw new InvalidInputException(folder, $"contains baselines of {sets.Model} and the conductivity of {taught}; expected those of one model.")
            : taught is null ? sets
            : (sets ?? new Measurement(taught, [])) with { Worlds = worlds };
    }

    /// <summary>Reads everything that is kept of the probe sets of a model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSets">The probe sets to read.</param>
    /// <returns>One baseline for each of them that has one.</returns>
    /// <exception cref="InvalidInputException">A baseline is damaged, incomplete, or belongs to another model.</exception>
    public ImmutableArray<AcceptedBaseline> ReadAccepted(string model, IEnumerable<string> probeSets)
    {
        var (owner, baselines) = ReadSets(FolderOf(model), probeSets);
        return owner is null || owner == model
            ? baselines
            : throw Misplaced(FolderOf(model), owner, model);
    }

    /// <summary>Returns the error about a folder with baselines of another model.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="owner">Name of the model that they are of.</param>
    /// <param name="model">Name of the model that the folder is for.</param>
    internal static InvalidInputException Misplaced(string folder, string owner, string model) => new(
        folder, $"contains baselines of {owner}; expected those of {model}. If the model was renamed, write its new name into these files (\"model\").");

    /// <summary>Reads everything that a measurement is compared with; what can be read of it, where a file of a probe set cannot.</summary>
    /// <param name="received">The measurement.</param>
    /// <param name="probeSets">All configured probe sets, whether they were received or not.</param>
    /// <returns>The evidence.</returns>
    public Evidence EvidenceFor(Measurement received, IEnumerable<string> probeSets)
    {
        var (sets, unreadable) = ReadableFiles.Of(
            probeSets, set => (Baselines: ReadAccepted(received.Model, [set]), Noise: new NoiseStore(Root).Read(received.Model, [set])));
        ImmutableArray<AcceptedBaseline> baselines = [.. sets.SelectMany(set => set.Baselines)];
        var asked = baselines.Where(baseline => received.In(baseline.Measurement.ProbeSet) is not null);
        return new Evidence(received, Measured(received.Model, [.. asked]))
        {
            Noise = [.. sets.SelectMany(set => set.Noise)],
            Unreadable = unreadable,
            Baselines = baselines,
        };
    }

    /// <summary>Writes everything that is kept of a probe set of a model, replacing what was kept before.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="baseline">The baseline with its history.</param>
    public void Accept(string model, AcceptedBaseline baseline)
    {
        var set = baseline.Measurement.ProbeSet;
        var files = new Dictionary<string, string?>(StringComparer.Ordinal);

        // The files of the release are, byte for byte, those that were accepted then.
        Add(ReleaseName, baseline.AtRelease, [.. baseline.Changes.SkipLast(baseline.ChangesSinceStart)]);
        Add(ReferenceName, baseline.MovedReference, []);
        Add(string.Empty, baseline.Measurement, baseline.Changes);
        AcceptedFiles.Write(FolderOf(model), set, files);
        new BaselineFiles(FolderOf(model), set).DeleteReceived();

        void Add(string name, ProbeSetMeasurement? measurement, ImmutableArray<AcceptedChange> changes)
        {
            var text = measurement is null ? null : BaselineText.Of(model, measurement, changes);
            var paths = new BaselineFiles(FolderOf(model), set + name);
            files.Add(Path.GetFileName(paths.Answers), text?.Answers);
            files.Add(Path.GetFileName(paths.Metrics), text?.Metrics);
        }
    }

    /// <summary>Completes interrupted acceptances of a model, those of conductivity included.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="names">Names (up to the dot) of the baselines that may be completed.</param>
    /// <returns>Names of the baselines that were completed.</returns>
    /// <exception cref="InvalidInputException">A file is damaged, or cannot be written.</exception>
    public ImmutableArray<string> Complete(string model, IReadOnlyCollection<string> names) => AcceptedFiles.Complete(FolderOf(model), names);

    /// <summary>
    /// Finds verified files and interrupted acceptances that belong to no configured (model, probe set): left behind, they look like a gate and guard
    /// nothing.
    /// </summary>
    /// <param name="owners">Every configured pair of model and probe set.</param>
    /// <returns>Paths of the files, relative to <see cref="Root"/>.</returns>
    public ImmutableArray<string> FindOrphans(IEnumerable<(string Model, string ProbeSet)> owners)
    {
        var all = owners.ToList();
        var owned = all
            .SelectMany(_ => BaselineFiles.Suffixes, (owner, suffix) => (owner.Model, owner.ProbeSet, Suffix: suffix))
            .SelectMany(
                _ => (string[])[string.Empty, ReleaseName, ReferenceName],
                (owner, name) => Path.Combine(owner.Model, owner.ProbeSet + name + owner.Suffix))
            .Concat(all.SelectMany(owner => (string[])[NoiseStore.FileSuffix, AcceptedFiles.Suffix], (owner, suffix) =>
                Path.Combine(owner.Model, owner.ProbeSet + suffix)))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (Directory.Exists(Root) ? Directory.GetFiles(Root, "*", SearchOption.AllDirectories) : [])
                .Where(path => Path.GetFileName(path).Contains(".verified.", StringComparison.Ordinal)
                    || path.EndsWith(AcceptedFiles.Suffix, StringComparison.Ordinal))
                .Select(path => Path.GetRelativePath(Root, path))
                .Where(path => !owned.Contains(path) && !AtomicFile.IsTemporary(path))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static Measurement? Measured(string? model, ImmutableArray<AcceptedBaseline> baselines) =>
        baselines.IsEmpty ? null : new Measurement(model!, [.. baselines.Select(baseline => baseline.Measurement)]);

    private static (string? Model, ImmutableArray<AcceptedBaseline> Baselines) ReadSets(string folder, IEnumerable<string>? probeSets)
    {
        AcceptedFiles.RequireComplete(folder, probeSets);

        string[] reserved = [ConductivityStore.NameSuffix, NoiseStore.NameSuffix, ReleaseName, ReferenceName];
        var all = probeSets?.Select(name => new BaselineFiles(folder, name)).Where(files => files.Exist)
            ?? BaselineFiles.In(folder).Where(files => !Array.Exists(reserved, suffix => files.Name.EndsWith(suffix, StringComparison.Ordinal)));
        string? model = null;
        var baselines = ImmutableArray.CreateBuilder<AcceptedBaseline>();
        foreach (var files in all.OrderBy(files => files.Name, StringComparer.Ordinal))
        {
            var set = files.Name;
            var (measurement, changes) = ReadFiles(files, set, ref model);
            var accepted = new AcceptedBaseline(measurement) { Changes = changes };

            // A required file must be there and a superfluous one must not: otherwise losses would silently accumulate from another measurement.
            var isAfter = accepted is { Release: not null, ChangesSinceStart: > 0 };
            baselines.Add(accepted with
            {
                AtRelease = ReadOther(ReleaseName, isAfter, ref model),
                MovedReference = ReadOther(ReferenceName, isAfter && accepted.HasMovedReference, ref model),
            });

            ProbeSetMeasurement? ReadOther(string other, bool isNeeded, ref string? model)
            {
                var kept = new BaselineFiles(folder, set + other);
                return isNeeded ? ReadFiles(kept, set, ref model).Measurement
                    : !kept.Exist ? null
                    : throw new InvalidInputException(
                        kept.Metrics, $"belongs to no acceptance in {Path.GetFileName(files.Metrics)}. Restore both from version control, or delete this file.");
            }
        }

        return (model, baselines.ToImmutable());
    }

    private static (ProbeSetMeasurement Measurement, ImmutableArray<AcceptedChange> Changes) ReadFiles(
        BaselineFiles files, string probeSet, ref string? model)
    {
        var (owner, measurement, changes) = BaselineText.Read(files.Metrics, files.Answers);
        model ??= owner;
        return measurement.ProbeSet == probeSet && owner == model
            ? (measurement, changes)
            : throw new InvalidInputException(
                files.Metrics, $"is about {measurement.ProbeSet} of {owner}; expected {probeSet} of {model}.");
    }
}
