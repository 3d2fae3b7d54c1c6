using System.Collections.Immutable;
using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements.Taught;

namespace CLiKA.Configuration;

/// <summary>What a run asks of which models, and what it lets pass (<c>clika.json</c>).</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Models">The models, at least one.</param>
/// <param name="ProbeSets">The probe sets, at least one.</param>
/// <param name="Gate">What the judge lets pass of any model; <see cref="GateOf"/> knows how much a certain one is asked.</param>
/// <param name="BaselinesFolder">Path of the folder with the reviewed baselines.</param>
/// <param name="ArtifactsFolder">Path of the folder for what a run leaves behind.</param>
public sealed record AlignmentConfiguration(
    string File,
    ImmutableArray<ModelEntry> Models,
    ImmutableArray<ProbeSetEntry> ProbeSets,
    JudgePolicy Gate,
    string BaselinesFolder,
    string ArtifactsFolder)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "clika.json";

    /// <summary>What stands in the place of a journal's path where there is to be none.</summary>
    public const string NoJournal = "off";

    /// <summary>The fictional worlds; empty where conductivity is not measured.</summary>
    public ImmutableArray<WorldEntry> Worlds { get; init; } = [];

    /// <summary>What the judge of conductivity lets pass.</summary>
    public ConductivityPolicy ConductivityGate { get; init; } = new();

    /// <summary>In which ways taught facts are asked, at least the one that decides.</summary>
    public ImmutableArray<RetrievalWay> RetrievalWays { get; init; } = [.. Enum.GetValues<RetrievalWay>()];

    /// <summary>Path of the journal, in which answers are kept; null where every question is asked.</summary>
    public string? JournalFile { get; init; }

    /// <summary>The languages in which any model is asked what has no languages of its own, in their order.</summary>
    public ImmutableArray<Language> Languages => [.. Models.SelectMany(model => model.Languages).Distinct().Order(Language.Order)];

    /// <summary>The variables of the environment that the file names.</summary>
    public IEnumerable<string> Variables => Models.Select(model => model.Endpoint?.ApiKeyVariable).OfType<string>();

    /// <summary>The probe set of an identifier.</summary>
    /// <param name="probeSet">The identifier, which has to be one of the configuration's.</param>
    /// <returns>The probe set.</returns>
    public ProbeSetEntry SetOf(string probeSet) => ProbeSets.First(entry => entry.Id == probeSet);

    /// <summary>The reviewed baselines.</summary>
    public BaselineStore Baselines => new(BaselinesFolder);

    /// <summary>The reviewed conductivity.</summary>
    public ConductivityStore ConductivityBaselines => new(BaselinesFolder);

    /// <summary>The reviewed noise.</summary>
    public NoiseStore Noise => new(BaselinesFolder);

    /// <summary>
    /// What the judge lets pass of a model: its family is every (probe set, language) cell in which that model is asked and that is tested.
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
            PooledFamilySize = languages.Sum(asked => Judge.PooledTests(asked)),
        };
    }

    /// <summary>What the judge of conductivity lets pass of a model: its family is every (world, language) that it was taught.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>The policy.</returns>
    public ConductivityPolicy ConductivityGateOf(string model) =>
        ConductivityGate with { FamilySize = Named(model).Taught.Length };

    /// <summary>The model of a name.</summary>
    /// <param name="model">The name, which has to be one of the configuration's.</param>
    /// <returns>The model.</returns>
    public ModelEntry Named(string model) => Models.First(entry => entry.Name == model);

    /// <summary>The same configuration with one of its models and no other.</summary>
    /// <param name="model">Name of the model.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">There is no model of that name.</exception>
    public AlignmentConfiguration WithOnly(string model) =>
        this with { Models = [Models.FirstOrDefault(entry => entry.Name == model) ?? throw NoModel(model)] };

    /// <summary>The same configuration with one model's folder, or its adapter, replaced and no other model: a candidate for its baseline.</summary>
    /// <param name="candidate">
    /// Path of the candidate's folder, or of an adapter that takes the place of the configured one; for a model behind a server the candidate's name there, or <c>URL#NAME</c>. With <c>NAME=</c> before
    /// it, which says for which model it stands where several are configured.
    /// </param>
    /// <param name="startFolder">The folder from which a relative path counts; by default the current one.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">It is open which one of several models is meant, or the candidate is none.</exception>
    public AlignmentConfiguration WithCandidate(string candidate, string? startFolder = null)
    {
        var named = Models.FirstOrDefault(model => candidate.StartsWith(model.Name + '=', StringComparison.Ordinal));
        var place = named is null ? candidate : candidate[(named.Name.Length + 1)..];
        if (named is null && MisspeltName(place, startFolder) is { } name)
        {
            throw NoModel(name);
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
                    ? Replaced(model, Whole(place, startFolder))
                    : Served(model, place),
            ],
        };
    }

    /// <summary>The same configuration with an adapter beside the model, in the place of the one that is configured.</summary>
    /// <param name="adapter">Path of the adapter.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">More than one model is configured, so that it is open which one is meant.</exception>
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

    /// <summary>The same configuration with a gate that is as strict as said, whatever the file says.</summary>
    /// <param name="gate"><c>strict</c>, which lets no changed metric pass, or <c>significant</c>, which tests whether a loss is one.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">It is neither.</exception>
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

    /// <summary>The same configuration with another journal, or without one.</summary>
    /// <param name="journal">Path of the file, or <c>off</c>.</param>
    /// <param name="startFolder">The folder from which a relative path counts; by default the current one.</param>
    /// <returns>The configuration.</returns>
    public AlignmentConfiguration WithJournal(string journal, string? startFolder = null) => this with
    {
        JournalFile = journal == NoJournal ? null : Whole(journal, startFolder),
    };

    private ModelEntry Only => Models.Length == 1 ? Models[0] : throw new InvalidInputException(
        File,
        $"has {Models.Length} models ({string.Join(' ', Models.Select(model => model.Name))}); "
        + "expected NAME=FOLDER, which says in whose place the candidate is asked.");

    private InvalidInputException NoModel(string name) =>
        new(File, $"has no model '{name}'; its models are {string.Join(", ", Models.Select(entry => entry.Name))}.");

    private static string Whole(string path, string? startFolder) => Path.GetFullPath(path, startFolder ?? Directory.GetCurrentDirectory());

    private ModelEntry Replaced(ModelEntry model, string path) => AdapterPath.IsAdapter(path) ? Adapted(model, path) : model.At(path);

    private ModelEntry Adapted(ModelEntry model, string adapter) => Changed(model, () => model.WithAdapter(adapter));

    // Why it cannot be changed the model says; which file it stands in is known here.
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

    // A folder may have the sign in its name; whoever misspelt a model's should not look for a folder.
    private string? MisspeltName(string place, string? startFolder)
    {
        var name = place[..Math.Max(0, place.IndexOf('=', StringComparison.Ordinal))];
        return name.Length == 0 || name.AsSpan().ContainsAny('/', '\\') || Models.Any(model => model.Endpoint is not null)
            || Path.Exists(Whole(place, startFolder)) ? null : name;
    }
}
