using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines.Noise;

/// <summary>The reviewed noise of a repository's models: <c>&lt;model&gt;/&lt;probe-set&gt;.noise.verified.json</c>.</summary>
/// <param name="root">The folder with one folder for each model.</param>
public sealed class NoiseStore(string root)
{
    /// <summary>Follows the name of the probe set in the file name, so that it collides with no probe set's baseline.</summary>
    public const string NameSuffix = ".noise";

    /// <summary>The part of the file name after the name of the probe set.</summary>
    internal const string FileSuffix = NameSuffix + ".verified.json";

    /// <summary>Returns the path of the noise of a model and probe set, which may be missing.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The path.</returns>
    public string PathOf(string model, string probeSet) => Path.Combine(root, model, probeSet + FileSuffix);

    /// <summary>Reads all noise in the folder of one model.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The noise; empty where none was measured.</returns>
    /// <exception cref="InvalidInputException">A file is damaged, or its contents do not match its name.</exception>
    public static ImmutableArray<ProbeSetNoise> Read(string folder) => Directory.Exists(folder)
        ? Read(folder, Directory.GetFiles(folder, $"*{FileSuffix}").Select(path => Path.GetFileName(path)[..^FileSuffix.Length]), null)
        : [];

    /// <summary>Reads the noise of a model, and checks that it belongs to it.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSets">The probe sets to read.</param>
    /// <returns>The noise; probe sets without measured noise are left out.</returns>
    /// <exception cref="InvalidInputException">A file is damaged, or its contents do not match its name.</exception>
    public ImmutableArray<ProbeSetNoise> Read(string model, IEnumerable<string> probeSets) => Read(Path.Combine(root, model), probeSets, model);

    /// <summary>Writes the noise of a model and probe set.</summary>
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
