using System.CommandLine;
using System.CommandLine.Parsing;
using CLiKA.Baselines;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements.Noise;
using CLiKA.OnnxRuntime;
using CLiKA.Reporting;
using CLiKA.Runs;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika noise</c>.</summary>
internal static class NoiseCommand
{
    private static readonly Option<string?> ConfigurationFile = Locations.ConfigurationOption();

    private static readonly Option<string[]> Models = new("--model")
    {
        Description = $"A configured model, or a folder in place of one, as {ToolCommand.Quote("measure")} takes it; by default CLIKA_MODEL, or all. Repeatable.",
        HelpName = "NAME",
    };

    private static readonly Option<NoiseKind[]> Variants = new("--variants")
    {
        Description = $"What to vary, separated by commas: {EnumName.List<NoiseKind>()}; by default all that this machine and the probe sets have. Naming one that they lack ends with exit code {ExitCode.Unusable}.",
        HelpName = "KINDS",
        CustomParser = ReadKinds,
    };

    private static readonly Option<bool> Keeps = new("--accept") { Description = "Keeps the noise beside the models' baselines, where the gate reads it." };
    private static readonly Option<string> Format = new("--format") { Description = "How the result is printed.", DefaultValueFactory = _ => "table" };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("noise", "Measures noise: asks the same model in other batches, threads, devices and wordings, and shows how far it moves.")
        {
            ConfigurationFile, Models, Variants, Keeps, Format,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // Checked before anything is asked: noise that cannot be stored need not be measured.
        var isKept = parsed.GetValue(Keeps);
        if (isKept && Pipeline.Sign is { } sign)
        {
            await Console.Error.WriteLineAsync($"{sign} is set: noise is accepted by a person, not by a pipeline. Run this on your machine.");
            return ExitCode.Unusable;
        }

        var settings = Locations.ReadConfiguration(parsed.GetValue(ConfigurationFile));
        var isTable = parsed.GetValue(Format) == "table";
        var kinds = parsed.GetValue(Variants) is { Length: > 0 } some ? some : Enum.GetValues<NoiseKind>();
        var measured = new List<ModelNoise>();
        var isWhole = true;
        foreach (var model in Choose(settings, parsed.GetValue(Models) ?? []))
        {
            isWhole &= await AskedModel.TryAsync(model.Name, async () =>
            {
                var noise = await MeasureAsync(settings, model, kinds, cancellationToken);
                measured.Add(noise);
                Console.Write(isTable ? NoiseTable.Render(noise, model.Folder) : string.Empty);
                if (isKept)
                {
                    await AcceptAsync(settings, noise, isTable ? Console.Out : Console.Error);
                }

                return true;
            });
        }

        Console.Write(isTable ? string.Empty : NoiseJson.Render(measured));

        // The default kinds are those that this machine and these probe sets support; kinds that were named must all be measured.
        var isNamed = parsed.GetResult(Variants) is { Implicit: false };
        return !isWhole || measured.TrueForAll(noise => noise.ProbeSets.IsEmpty) || (isNamed && measured.Exists(noise => !noise.NotMeasured.IsEmpty))
            ? ExitCode.Unusable
            : ExitCode.Pass;
    }

    private static NoiseKind[] ReadKinds(ArgumentResult result)
    {
        var kinds = new SortedSet<NoiseKind>();
        foreach (var name in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (EnumName.TryParse<NoiseKind>(name, out var kind))
            {
                kinds.Add(kind);
            }
            else
            {
                result.AddError($"--variants: '{name}' is unknown; expected some of {EnumName.List<NoiseKind>()}.");
            }
        }

        return [.. kinds];
    }

    private static List<ModelEntry> Choose(AlignmentConfiguration settings, string[] asked)
    {
        string[] names = asked.Length == 0 && EnvironmentInput.Read("CLIKA_MODEL") is { } candidate ? [candidate] : asked;
        List<ModelEntry> chosen = names.Length == 0
            ? [.. settings.Models]
            : [.. names.Select(name => settings.Models.FirstOrDefault(model => model.Name == name) ?? settings.WithCandidate(name).Models[0])];
        return chosen.GroupBy(model => model.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InvalidInputException(settings.File, $"model '{twice.Key}' is asked for twice; expected each once.")
            : chosen.Find(model => model.Endpoint is not null) is { } served
            ? throw new InvalidInputException(
                settings.File,
                $"model '{served.Name}' is behind a server, which decides its own batches, threads and device; expected models with a folder. "
                + "Name them with --model.")
            : chosen;
    }

    private static async Task<ModelNoise> MeasureAsync(
        AlignmentConfiguration settings, ModelEntry model, NoiseKind[] kinds, CancellationToken cancellationToken)
    {
        model.RequireFolder();

        // Never through the journal: stored answers show no noise.
        var usual = OnnxAnswererOptions.For(model);
        var run = new NoiseRun(settings.ProbeSets, kinds, execution => OnnxAnswerer.Load(model.Folder, usual.In(execution)));
        var weights = ModelFolder.Open(model.Folder).HashOfWeights();
        return await Shown.AskingAsync($"noise of {model.Name}", progress => run.MeasureAsync(model, weights, progress, cancellationToken));
    }

    private static async Task AcceptAsync(AlignmentConfiguration settings, ModelNoise noise, TextWriter report)
    {
        foreach (var set in noise.ProbeSets)
        {
            var path = ShownPath.Of(settings.Noise.PathOf(noise.Model, set.ProbeSet));
            ProbeSetNoise? earlier = null;
            try
            {
                earlier = settings.Noise.Read(noise.Model, [set.ProbeSet]).FirstOrDefault();
            }
            catch (InvalidInputException error)
            {
                await report.WriteLineAsync($"{error.Message} It is replaced.");
            }

            var kept = set.With(earlier);
            var lost = earlier?.Kinds.Select(kind => kind.Kind).Except(kept.Kinds.Select(kind => kind.Kind)).Select(EnumName.Of<NoiseKind>).ToList() ?? [];
            settings.Noise.Accept(noise.Model, kept);
            await report.WriteLineAsync(lost.Count == 0
                ? $"{path}: accepted. Commit it."
                : $"{path}: accepted. Commit it. Dropped, because it was measured with another model or way of asking: {string.Join(", ", lost)}.");
        }
    }
}
