using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Adapters;

/// <summary>Reads the tensors of a PEFT folder, and checks that none is missing or superfluous.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="configuration">The folder's configuration.</param>
internal sealed partial class PeftTensors(string path, PeftConfiguration configuration)
{
    public const string FileName = "adapter_model.safetensors";
    public const string Prefix = "base_model.model.";

    /// <summary>
    /// Reads the modules, layer by layer. Those of a decoder within a larger model get the names that they have in the decoder alone.
    /// </summary>
    /// <exception cref="InvalidInputException">The file is missing or damaged, or does not match the configuration.</exception>
    public ImmutableArray<LoraModule> Read()
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
        return [.. names.OrderBy(LayerOf).Select(name => Module(file, name))];
    }

    private static string? NameOf(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
        && LoraInput.Suffixes.FirstOrDefault(suffix => key.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix
        && key.Length > Prefix.Length + suffix.Length
            ? key[Prefix.Length..^suffix.Length]
            : null;

    /// <summary>Returns the layer of a module; null where it belongs to none.</summary>
    public static int? LayerOf(string name) =>
        Layer().Match(name) is { Success: true } match && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var layer)
            ? layer
            : null;

    // PEFT adapts the same modules in every layer that has them, so a missing one can be detected. A layer of a hybrid decoder may have another block in the
    // place of attention: it is adapted in another block only.
    private void RequireTargets(List<string> names)
    {
        if (configuration.Targets is not { } targets)
        {
            return;
        }

        bool IsTarget(string name, string target) => name == target || name.EndsWith($".{target}", StringComparison.Ordinal);
        if (names.FirstOrDefault(name => !targets.Any(target => IsTarget(name, target))) is { } extra)
        {
            throw new InvalidInputException(path, $"has '{extra}', which is not among the target_modules {string.Join(", ", targets)}.");
        }

        var present = names.Select(LayerOf).OfType<int>().ToHashSet();
        if (configuration.Layers?.Where(layer => !present.Contains(layer)).Select(layer => (int?)layer).FirstOrDefault() is { } lost)
        {
            throw new InvalidInputException(path, $"has nothing for layer {lost}, which is in layers_to_transform.");
        }

        var layers = configuration.Layers ?? [.. Enumerable.Range(0, present.Count == 0 ? 0 : present.Max() + 1)];
        var last = layers.DefaultIfEmpty(-1).Max();
        var adapted = names.ToLookup(LayerOf, BlockOf);
        foreach (var target in targets)
        {
            var ofTarget = names.Where(name => IsTarget(name, target)).ToList();
            var blocks = ofTarget.Select(BlockOf).ToHashSet(StringComparer.Ordinal);
            bool HasOtherBlock(int layer) => adapted[layer].Any() && !adapted[layer].Any(blocks.Contains);
            var missing = ofTarget.Count == 0 ? "all" : ofTarget.Contains(target) || configuration.Excludes || MayBeLacking(target, ofTarget, last)
                ? string.Empty
                : string.Join(", ", layers.Except(ofTarget.Select(LayerOf).OfType<int>()).Where(layer => !HasOtherBlock(layer)));
            if (missing.Length > 0)
            {
                throw new InvalidInputException(path, $"has no '{target}' in these layers: {missing}; expected one, since it is in target_modules.");
            }
        }
    }

    private static string BlockOf(string name) => name.Split('.') is [.., var block, _] ? block : string.Empty;

    // Layers that take keys from an earlier layer, or values from the keys, have no projection to them, as in Gemma 4; the last layer is then one of those.
    private bool MayBeLacking(string target, List<string> ofTarget, int last) => target is "k_proj" or "v_proj"
        && configuration.Targets!.Value.Any(other => other is not ("k_proj" or "v_proj")) && !ofTarget.Select(LayerOf).Contains(last);

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

    [GeneratedRegex(@"\.(\d+)\.")]
    private static partial Regex Layer();
}
