using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// The reviewed baselines of a repository: <c>&lt;model&gt;/&lt;probe-set&gt;.verified.json</c> and the answers beside it.
/// </summary>
/// <param name="root">The folder with one folder for each model.</param>
public sealed class BaselineStore(string root)
{
    private const string MetricsSuffix = ".verified.json";
    private const string AnswersSuffix = ".answers.verified.txt";

    /// <summary>The folder with one folder for each model.</summary>
    public string Root { get; } = root;

    /// <summary>The folder with the baselines of a model.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>Path of the folder, which need not exist.</returns>
    public string FolderOf(string model) => Path.Combine(Root, model);

    /// <summary>Reads all baselines in the folder of one model.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The baselines; null where there is none.</returns>
    /// <exception cref="InvalidInputException">A baseline is damaged or incomplete.</exception>
    public static Measurement? Read(string folder)
    {
        var sets = ReadSets(folder, null);
        var (taught, worlds) = ConductivityStore.Read(folder);
        return sets is not null && taught is not null && sets.Model != taught
            ? throw new InvalidInputException(folder, $"holds baselines of {sets.Model} and the conductivity of {taught}; expected one model's.")
            : taught is null ? sets
            : (sets ?? new Measurement(taught, [])) with { Worlds = worlds };
    }

    /// <summary>Reads the baselines of a model, and checks that they are this model's.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSets">The probe sets to read.</param>
    /// <returns>The baselines; null where there is none.</returns>
    /// <exception cref="InvalidInputException">A baseline is damaged, incomplete, or another model's.</exception>
    public Measurement? Read(string model, IEnumerable<string> probeSets)
    {
        var baseline = ReadSets(FolderOf(model), probeSets);
        return baseline is null || baseline.Model == model
            ? baseline
            : throw new InvalidInputException(FolderOf(model), $"holds baselines of {baseline.Model}; expected those of {model}.");
    }

    /// <summary>Makes a measurement the baseline of its model and probe set.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="measurement">The measurement.</param>
    public void Accept(string model, ProbeSetMeasurement measurement)
    {
        var text = BaselineText.Of(model, measurement);
        var path = Path.Combine(FolderOf(model), measurement.ProbeSet);
        AtomicFile.WriteAllText(path + AnswersSuffix, text.Answers);
        AtomicFile.WriteAllText(path + MetricsSuffix, text.Metrics);
        foreach (var suffix in (string[])[MetricsSuffix, AnswersSuffix])
        {
            File.Delete(path + suffix.Replace("verified", "received", StringComparison.Ordinal));
        }
    }

    /// <summary>Finds verified files that no (model, probe set) owns: left behind, they look like a gate and guard nothing.</summary>
    /// <param name="owners">Every configured pair of model and probe set.</param>
    /// <returns>Paths of the files, relative to <see cref="Root"/>.</returns>
    public ImmutableArray<string> FindOrphans(IEnumerable<(string Model, string ProbeSet)> owners)
    {
        var owned = owners
            .SelectMany(
                _ => (string[])[MetricsSuffix, AnswersSuffix, NoiseStore.FileSuffix], (owner, suffix) => Path.Combine(owner.Model, owner.ProbeSet + suffix))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. FilesIn(Root, "*.verified.*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
                .Where(path => !owned.Contains(path))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static Measurement? ReadSets(string folder, IEnumerable<string>? probeSets)
    {
        // By either half, so that a baseline that lost one is an error and not passed over.
        var names = probeSets ?? ((string[])[MetricsSuffix, AnswersSuffix])
            .SelectMany(suffix => FilesIn(folder, "*" + suffix).Select(path => Path.GetFileName(path)[..^suffix.Length]))
            .Where(name => !name.EndsWith(ConductivityStore.NameSuffix, StringComparison.Ordinal)
                && !name.EndsWith(NoiseStore.NameSuffix, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        var baselines = names
            .Where(name => Array.Exists([MetricsSuffix, AnswersSuffix], suffix => File.Exists(Path.Combine(folder, name + suffix))))
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Baseline: BaselineText.Read(
                Path.Combine(folder, name + MetricsSuffix), Path.Combine(folder, name + AnswersSuffix))))
            .ToList();
        foreach (var (name, baseline) in baselines)
        {
            if (baseline.Measurement.ProbeSet != name || baseline.Model != baselines[0].Baseline.Model)
            {
                throw new InvalidInputException(
                    Path.Combine(folder, name + MetricsSuffix),
                    $"is about {baseline.Measurement.ProbeSet} of {baseline.Model}; expected {name} of {baselines[0].Baseline.Model}.");
            }
        }

        return baselines.Count == 0
            ? null
            : new Measurement(baselines[0].Baseline.Model, [.. baselines.Select(entry => entry.Baseline.Measurement)]);
    }

    private static string[] FilesIn(string folder, string pattern, SearchOption depth = SearchOption.TopDirectoryOnly) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern, depth) : [];
}
