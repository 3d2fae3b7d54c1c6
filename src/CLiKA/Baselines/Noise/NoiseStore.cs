using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines.Noise;

/// <summary>The reviewed noise of a repository's models: <c>&lt;model&gt;/&lt;probe-set&gt;.noise.verified.json</c>.</summary>
/// <param name="root">The folder with one folder for each model.</param>
public sealed class NoiseStore(string root)
{
    /// <summary>What the name of a probe set has behind it in the name of the file, so that no probe set's baseline has the same.</summary>
    public const string NameSuffix = ".noise";

    /// <summary>What comes behind the name of a probe set.</summary>
    internal const string FileSuffix = NameSuffix + ".verified.json";

    /// <summary>Path of the noise of a model and probe set, which need not exist.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The path.</returns>
    public string PathOf(string model, string probeSet) => Path.Combine(root, model, probeSet + FileSuffix);

    /// <summary>Reads all noise in the folder of one model.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The noise; empty where none was measured.</returns>
    /// <exception cref="InvalidInputException">A file is damaged, or about something else than its name says.</exception>
    public static ImmutableArray<ProbeSetNoise> Read(string folder) => Directory.Exists(folder)
        ? Read(folder, Directory.GetFiles(folder, $"*{FileSuffix}").Select(path => Path.GetFileName(path)[..^FileSuffix.Length]), null)
        : [];

    /// <summary>Reads the noise of a model, and checks that it is this model's.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSets">The probe sets to read.</param>
    /// <returns>The noise; none of a probe set of which none was measured.</returns>
    /// <exception cref="InvalidInputException">A file is damaged, or about something else than its name says.</exception>
    public ImmutableArray<ProbeSetNoise> Read(string model, IEnumerable<string> probeSets) => Read(Path.Combine(root, model), probeSets, model);

    /// <summary>Keeps the noise of a model and probe set.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="noise">The noise.</param>
    public void Accept(string model, ProbeSetNoise noise) => AtomicFile.WriteAllText(PathOf(model, noise.ProbeSet), NoiseText.Of(model, noise));

    private static ImmutableArray<ProbeSetNoise> Read(string folder, IEnumerable<string> probeSets, string? model) =>
    [
        .. probeSets.Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Path: Path.Combine(folder, name + FileSuffix)))
            .Where(entry => File.Exists(entry.Path))
            .Select(entry =>
            {
                var (of, noise) = NoiseText.Read(entry.Path);
                return noise.ProbeSet == entry.Name && of == (model ?? of)
                    ? noise
                    : throw new InvalidInputException(entry.Path, $"is about {noise.ProbeSet} of {of}; expected {entry.Name} of {model ?? of}.");
            }),
    ];
}
