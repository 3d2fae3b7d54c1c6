using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CLiKA.Onnx.Adapters;

/// <summary>The modules of a model that PEFT adapts, by the rules of <c>check_target_module_exists</c> in its tuners_utils.py.</summary>
/// <param name="Modules">The modules, in all layers.</param>
/// <param name="Layers">Indices of the layers to which short names are limited; empty for all.</param>
/// <param name="Excluded">Modules that stay as they are; null for none.</param>
internal sealed partial record PeftTargets(ModuleNames Modules, ImmutableArray<int> Layers, ModuleNames? Excluded)
{
    /// <summary>Returns the layer of a module; null where it belongs to none.</summary>
    public static int? LayerOf(string name) =>
        Layer().Match(name) is { Success: true } match && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var layer)
            ? layer
            : null;

    /// <summary>Returns whether a module is adapted.</summary>
    /// <param name="name">Its full name.</param>
    public bool Include(string name) => Excluded?.Include(name) != true && Modules.Include(name)
        && (Layers.IsEmpty || Modules.Listed.Contains(name) || (LayerOf(name) is { } layer && Layers.Contains(layer)));

    [GeneratedRegex(@"\.(\d+)\.")]
    private static partial Regex Layer();
}
