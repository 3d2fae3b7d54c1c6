using System.Collections.Immutable;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Adapters;

/// <summary>Reads the tensors of a PEFT folder, and checks that none is missing or superfluous.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="configuration">The folder's configuration.</param>
internal sealed class PeftTensors(string path, PeftConfiguration configuration)
{
    public const string FileName = "adapter_model.safetensors";
    public const string Prefix = "base_model.model.";

    private const string Head = "lm_head";

    /// <summary>
    /// Reads the modules, layer by layer. Those of a decoder within a larger model get the names that they have in the decoder alone. What is beside the
    /// decoder, for images and sounds, changes no answer to a text, and is left out.
    /// </summary>
    /// <returns>The modules, and what is known to be adapted.</returns>
    /// <exception cref="InvalidInputException">The file is missing or damaged, or does not match the configuration.</exception>
    public (ImmutableArray<LoraModule> Modules, PeftSelection Selection) Read()
    {
        using var file = SafetensorsFile.Open(path);
        if (file.Names.FirstOrDefault(name => NameOf(name) is null) is { } strange)
        {
            throw new InvalidInputException(
                path, $"has the tensor '{strange}'; plain LoRA has only {Prefix}MODULE{LoraInput.SuffixA} and {LoraInput.SuffixB}.");
        }

        var names = file.Names.Select(name => NameOf(name)!).Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            throw new InvalidInputException(path, "has no tensors; expected an adapter.");
        }

        RequireTargets(names);
        var within = names.Find(DecoderWeights.IsWithin);
        var prefix = DecoderWeights.PrefixOf(within ?? names[0]);
        var modules = within is null ? names : names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) || ModuleNames.EndsIn(name, Head));
        return ([.. modules.OrderBy(PeftTargets.LayerOf).Select(name => Module(file, name))], new(path, prefix, configuration.Targets));
    }

    private static string? NameOf(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
        && LoraInput.Suffixes.FirstOrDefault(suffix => key.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix
        && key.Length > Prefix.Length + suffix.Length
            ? key[Prefix.Length..^suffix.Length]
            : null;

    // The other way round, a module that some layer lacks can be noticed only where the layers of the model are known.
    private void RequireTargets(List<string> names)
    {
        var targets = configuration.Targets;
        if (names.Find(name => !targets.Include(name)) is { } extra)
        {
            throw new InvalidInputException(
                path, $"has '{extra}', which {PeftConfiguration.FileName} does not name (target_modules, layers_to_transform, exclude_modules).");
        }

        var lost = targets.Modules.Listed.FirstOrDefault(target =>
            !names.Exists(name => ModuleNames.EndsIn(name, target)) && targets.Excluded?.MayInclude(target) != true);
        if (lost is not null)
        {
            throw new InvalidInputException(path, $"has no '{lost}'; expected some, since it is in target_modules.");
        }
    }

    private LoraModule Module(SafetensorsFile file, string name)
    {
        var (keyA, keyB) = ($"{Prefix}{name}{LoraInput.SuffixA}", $"{Prefix}{name}{LoraInput.SuffixB}");
        foreach (var key in (string[])[keyA, keyB])
        {
            if (!file.Names.Contains(key))
            {
                throw new InvalidInputException(path, $"'{key}' is missing; expected A and B for each module.");
            }

            file.RequireNumbers(key);
        }

        var (shapeA, shapeB) = (file.ShapeOf(keyA), file.ShapeOf(keyB));
        if (shapeA is not [var rankA, > 0 and <= int.MaxValue and var inputs]
            || shapeB is not [> 0 and <= int.MaxValue and var outputs, var rankB]
            || rankA != configuration.Rank || rankB != configuration.Rank)
        {
            throw new InvalidInputException(
                path,
                $"'{name}' has the shapes [{string.Join(", ", shapeA)}] and [{string.Join(", ", shapeB)}]; "
                + $"expected [{configuration.Rank}, inputs] and [outputs, {configuration.Rank}], since 'r' is {configuration.Rank}.");
        }

        var alone = DecoderWeights.Alone(name);
        return new(alone, (int)inputs, (int)outputs, Values(file, keyA, rankA * inputs), Values(file, keyB, outputs * rankB));
    }

    private static float[] Values(SafetensorsFile file, string key, long count)
    {
        var values = new float[count];
        file.Read(key, 0, values);
        return values;
    }
}
