using System.Collections.Immutable;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements.Taught;

namespace CLiKA.Configuration;

/// <summary>The configuration of a suite (<c>clika.json</c>): which models are asked which probe sets, and what passes.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Models">The models, at least one.</param>
/// <param name="ProbeSets">The probe sets, at least one.</param>
/// <param name="Gate">The gate's policy for every model; <see cref="GateOf"/> adds the family size of a particular one.</param>
/// <param name="BaselinesFolder">Path of the folder with the reviewed baselines.</param>
/// <param name="ArtifactsFolder">Path of the folder for the artifacts of a run.</param>
public sealed record AlignmentConfiguration(
    string File,
    ImmutableArray<ModelEntry> Models,
    ImmutableArray<ProbeSetEntry> ProbeSets,
    JudgePolicy Gate,
    string BaselinesFolder,
    string ArtifactsFolder)
{
    /// <summary>Name of the configuration file.</summary>
    public const string FileName = "clika.json";

    /// <summary>The value that stands for no journal.</summary>
    public const string NoJournal = "off";

    /// <summary>The fictional worlds; empty where conductivity is not measured.</summary>
    public ImmutableArray<WorldEntry> Worlds { get; init; } = [];

    /// <summary>The policy of the conductivity judge.</summary>
    public ConductivityPolicy ConductivityGate { get; init; } = new();

    /// <summary>The ways in which taught facts are asked, including the one that decides.</summary>
    public ImmutableArray<RetrievalWay> RetrievalWays { get; init; } = [.. Enum.GetValues<RetrievalWay>()];

    /// <summary>Path of the journal that keeps answers; null where every question is asked.</summary>
    public string? JournalFile { get; init; }

    /// <summary>The languages of all models, in order, in which probe sets without languages of their own are asked.</summary>
    public ImmutableArray<Language> Languages => [.. Models.SelectMany(model => model.Languages).Distinct().Order(Language.Order)];

    /// <summary>The environment variables that the configuration names.</summary>
    public IEnumerable<string> Variables => Models.Select(model => model.Endpoint?.ApiKeyVariable).OfType<string>();

    /// <summary>Returns the probe set with a given identifier.</summary>
    /// <param name="probeSet">The identifier, which must be configured.</param>
    /// <returns>The probe set.</returns>
    public ProbeSetEntry SetOf(string probeSet) => ProbeSets.First(entry => entry.Id == probeSet);

    /// <summary>The reviewed baselines.</summary>
    public BaselineStore Baselines => new(BaselinesFolder);

    /// <summary>The reviewed conductivity.</summary>
    public ConductivityStore ConductivityBaselines => new(BaselinesFolder);

    /// <summary>The reviewed noise.</summary>
    public NoiseStore Noise => new(BaselinesFolder);

    /// <summary>
    /// Returns the gate's policy for a model: its family consists of every tested (probe set, language) cell in which that model is asked.
    /// </summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>The policy.</returns>
    public JudgePolicy GateOf(string model)
    {
        var languages = ProbeSets.Where(set => !set.LetsNoLossPass).Select(Named(model).LanguagesFor).ToList();
        return Gate with
        {
            NoLossIn = [.. ProbeSets.Where(set => set.LetsNoLossPass).Select(set => set.Id)],
            FamilySize = languages.Sum(asked => asked.Length),
            PooledFamilySize = languages.Sum(asked => PoolTests.CountOf(asked)),
        };
    }

    /// <summary>Returns the conductivity policy for a model: its family consists of every (world, language) cell that it was taught.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>The policy.</returns>
    public ConductivityPolicy ConductivityGateOf(string model) =>
        ConductivityGate with { FamilySize = Named(model).Taught.Length };

    /// <summary>Returns the model with a given name.</summary>
    /// <param name="model">The name, which must be configured.</param>
    /// <returns>The model.</returns>
    public ModelEntry Named(string model) => Models.First(entry => entry.Name == model);

    /// <summary>Returns the configuration restricted to one of its models.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">There is no model with that name.</exception>
    public AlignmentConfiguration WithOnly(string model) =>
        this with { Models = [Models.FirstOrDefault(entry => entry.Name == model) ?? throw NoModel(model)] };

    /// <summary>
    /// Returns the configuration restricted to one model, with the model's folder or adapter replaced: a candidate that is compared with the model's
    /// baseline.
    /// </summary>
    /// <param name="candidate">
    /// Path of the candidate's folder, or of an adapter that replaces the configured one; for a model behind a server, the candidate's name there, or
    /// <c>URL#NAME</c>. A prefix <c>NAME=</c> tells which model it stands in for where several are configured.
    /// </param>
    /// <param name="startFolder">The folder that relative paths are resolved against; by default the current one.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">It is ambiguous which of several models is meant, or the candidate is invalid.</exception>
    public AlignmentConfiguration WithCandidate(string candidate, string? startFolder = null)
    {
        var named = Models.FirstOrDefault(model => candidate.StartsWith(model.Name + '=', StringComparison.Ordinal));
        var place = named is null ? candidate : candidate[(named.Name.Length + 1)..];
        if (named is null && MisspeltName(place, startFolder) is { } name)
        {
            throw NoModel(name);
        }

        if (named is null && Models.Any(model => model.Name == place && model.Endpoint is null) && !Path.Exists(Whole(place, startFolder)))
        {
            throw new InvalidInputException(
                File,
                $"'{place}' is a model of this file, not a folder; expected {place}=FOLDER, which names what to ask in its place. To ask the model "
                + $"itself and no other: 'dotnet test --filter Model={place}', or {ToolCommand.Quote($"measure --only {place}")}.");
        }

        var model = named ?? Only;
        if (model.Endpoint is null && string.IsNullOrWhiteSpace(place))
        {
            throw new InvalidInputException(File, $"the candidate for '{model.Name}' is empty; expected a folder.");
        }

        return this with
        {
            Models =
            [
                model.Endpoint is null
                    ? Replaced(model, place, startFolder)
                    : Served(model, place),
            ],
        };
    }

    /// <summary>Returns the configuration with an adapter applied to the model, in place of the configured one.</summary>
    /// <param name="adapter">Path of the adapter.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">More than one model is configured, so that it is ambiguous which one is meant.</exception>
    public AlignmentConfiguration WithAdapter(string adapter) => Only.Endpoint is null
        ? this with { Models = [Adapted(Only, Path.GetFullPath(adapter))] }
        : throw new InvalidInputException(
            File, $"model '{Only.Name}' is behind a server, which applies adapters itself; expected the name under which it serves the adapter.");

    private ModelEntry Served(ModelEntry model, string candidate)
    {
        var endpoint = model.Endpoint!.With(candidate) ?? throw new InvalidInputException(
            File, $"'{candidate}' is no candidate for '{model.Name}', which is behind a server; expected a name that the server has, or URL#NAME.");
        return Changed(model, () => model.At(endpoint));
    }

    /// <summary>Returns the configuration with the strictness of the gate overridden.</summary>
    /// <param name="gate"><c>strict</c>, which lets no changed metric pass, or <c>significant</c>, which tests losses for significance.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">The value is neither.</exception>
    public AlignmentConfiguration WithGate(string gate)
    {
        var strict = gate switch
        {
            "strict" => true,
            "significant" => false,
            _ => throw new InvalidInputException(File, $"the gate is '{gate}'; expected strict or significant."),
        };
        return this with { Gate = Gate with { Strict = strict }, ConductivityGate = ConductivityGate with { Strict = strict } };
    }

    /// <summary>Returns the configuration with another journal, or without one.</summary>
    /// <param name="journal">Path of the file, or <c>off</c>.</param>
    /// <param name="startFolder">The folder that relative paths are resolved against; by default the current one.</param>
    /// <returns>The configuration.</returns>
    public AlignmentConfiguration WithJournal(string journal, string? startFolder = null) => this with
    {
        JournalFile = journal == NoJournal ? null : Whole(journal, startFolder),
    };

    private ModelEntry Only => Models.Length == 1 ? Models[0] : throw new InvalidInputException(
        File,
        $"has {Models.Length} models ({string.Join(", ", Models.Select(model => model.Name))}); "
        + "expected NAME=FOLDER, which says in whose place the candidate is asked.");

    private InvalidInputException NoModel(string name) =>
        new(File, $"has no model '{name}'; its models are {string.Join(", ", Models.Select(entry => entry.Name))}.");

    private static string Whole(string path, string? startFolder) => Path.GetFullPath(path, startFolder ?? Directory.GetCurrentDirectory());

    private ModelEntry Replaced(ModelEntry model, string place, string? startFolder)
    {
        var path = Whole(place, startFolder);
        return AdapterPath.IsAdapter(path) ? Adapted(model, path) : model.At(
            path, Path.IsPathFullyQualified(place) ? null : $"'{place}' is relative to {startFolder ?? Directory.GetCurrentDirectory()}, where it was typed");
    }

    private ModelEntry Adapted(ModelEntry model, string adapter) => Changed(model, () => model.WithAdapter(adapter));

    // The model tells why it cannot be changed; only the configuration knows the file to name.
    private ModelEntry Changed(ModelEntry model, Func<ModelEntry> change)
    {
        try
        {
            return change();
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidInputException(File, $"model '{model.Name}': {error.Message}.", error);
        }
    }

    // A folder's name may contain the sign; but after a misspelt model name the error should not be about a missing folder.
    private string? MisspeltName(string place, string? startFolder)
    {
        var name = place[..Math.Max(0, place.IndexOf('=', StringComparison.Ordinal))];
        return name.Length == 0 || name.AsSpan().ContainsAny('/', '\\') || Models.Any(model => model.Endpoint is not null)
            || Path.Exists(Whole(place, startFolder)) ? null : name;
    }
}
