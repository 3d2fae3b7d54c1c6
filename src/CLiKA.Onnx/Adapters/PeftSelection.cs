namespace CLiKA.Onnx.Adapters;

/// <summary>What a PEFT folder says that its adapter changes. Once the model is known, it shows which modules the adapter lacks.</summary>
/// <param name="Path">Path of the file with the modules.</param>
/// <param name="Prefix">The prefix of the decoder's modules in that file, where <c>model.</c> is that of a decoder alone.</param>
/// <param name="Targets">The modules that the adapter changes.</param>
internal sealed record PeftSelection(string Path, string Prefix, PeftTargets Targets)
{
    private const string Alone = "model.";

    /// <summary>Throws unless the adapter has each module of a model that it is said to change.</summary>
    /// <param name="modules">The adapter's modules.</param>
    /// <param name="projections">Names of the adaptable projections of the model.</param>
    /// <param name="model">The model, for the error message.</param>
    /// <exception cref="InvalidInputException">A module is missing.</exception>
    public void RequireAll(IEnumerable<LoraModule> modules, IEnumerable<string> projections, string model)
    {
        string[] missing = [.. projections.Except(modules.Select(module => module.Name)).Select(OwnName).Where(Targets.Include)];
        if (missing.Length > 0)
        {
            var others = missing.Length > 3 ? $" and {missing.Length - 3} others" : string.Empty;
            throw new InvalidInputException(
                Path,
                $"has no {LoraInput.SuffixA[1..]} and {LoraInput.SuffixB[1..]} of {string.Join(", ", missing.Take(3))}{others}; {model} has them, and "
                + $"{PeftConfiguration.FileName} says that they are adapted.");
        }
    }

    private string OwnName(string projection) => projection.StartsWith(Alone, StringComparison.Ordinal) ? Prefix + projection[Alone.Length..] : projection;
}
