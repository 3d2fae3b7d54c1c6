using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Teaching.Sets;

namespace CLiKA.Alignment.Tests;

/// <summary>A copy of everything that the suite reads, to be damaged at will, and the suite as a user runs it.</summary>
internal sealed class SuiteWorkspace : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public SuiteWorkspace()
    {
        Copy(Path.Combine(Repository.Baselines, "micro-base"), Path.Combine(BaselinesFolder, "micro-base"), "geo.*verified.*");
        Copy(Repository.ModelFolder("micro-base"), ModelFolder);
        Copy(Repository.ProbeSetFolder("geo"), ProbeSetFolder);
        File.WriteAllText(
            ConfigurationFile,
            JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["models"] = new Dictionary<string, object> { ["micro-base"] = new { folder = ModelFolder } },
                ["probeSets"] = new Dictionary<string, string> { ["geo"] = ProbeSetFolder },
                ["scoring"] = "likelihood",
                ["device"] = "cpu",
                ["baselines"] = BaselinesFolder,
                ["artifacts"] = ArtifactsFolder,
            }));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("clika-suite-").FullName;

    public string BaselinesFolder => Path.Combine(Root, "baselines");

    public string ModelFolder => Path.Combine(Root, "model");

    public string ProbeSetFolder => Path.Combine(Root, "geo");

    public string WorldFolder => Path.Combine(Root, "isles");

    public string TaughtFolder => Path.Combine(Root, "taught-de");

    public string ArtifactsFolder => Path.Combine(Root, "artifacts");

    public string JournalFile => Path.Combine(ArtifactsFolder, "journal.db");

    public string ReceivedFile => Path.Combine(ArtifactsFolder, "received", "micro-base.json");

    /// <summary>What the last run would not let stand.</summary>
    public string RefusedFolder => Path.Combine(ArtifactsFolder, "refused", "micro-base");

    public string ConfigurationFile => Path.Combine(Root, "clika.json");

    /// <summary>Has the journal know what its model answers, and the one trained further on Chinese: little is asked in tests of anything else.</summary>
    public Task KnowAnswersAsync() => KnownAnswers.WriteAsync(JournalFile);

    public void EditConfiguration(string before, string after) => File.WriteAllText(
        ConfigurationFile, File.ReadAllText(ConfigurationFile).Replace(before, after, StringComparison.Ordinal));

    /// <summary>Adds a probe set of the repository, with its baseline.</summary>
    public void AddProbeSet(string id)
    {
        Copy(Path.Combine(Repository.Baselines, "micro-base"), Path.Combine(BaselinesFolder, "micro-base"), $"{id}.*verified.*");
        var folder = Path.Combine(Root, id);
        Copy(Repository.ProbeSetFolder(id), folder);
        EditConfiguration("\"probeSets\":{", $"\"probeSets\":{{\"{id}\":{JsonSerializer.Serialize(folder)},");
    }

    /// <summary>Adds a world of 24 facts, and a German teaching of it that is to be in <see cref="TaughtFolder"/>.</summary>
    public void AddWorld()
    {
        Copy(Repository.WorldFolder("archipelago"), WorldFolder, "*s.json");
        File.WriteAllText(
            Path.Combine(WorldFolder, "world.json"),
            """{"id":"isles","seed":3,"continents":4,"placesPerContinent":6,"continentSyllables":2,"placeSyllables":3}""");
        EditConfiguration("\"probeSets\"", $"\"worlds\":{{\"isles\":{JsonSerializer.Serialize(WorldFolder)}}},\"probeSets\"");
        var taught = JsonSerializer.Serialize(new { isles = new { de = TaughtFolder } });
        EditConfiguration("{\"folder\"", $"{{\"taught\":{taught},\"folder\"");
    }

    /// <summary>Teaches: writes the model that retrieves some of the facts of type 1, by their places in the world.</summary>
    public void Teach(Predicate<int> retrieves) =>
        RememberingModel.Write(TaughtFolder, ModelFolder, TeachingSetReader.Read(WorldFolder, Language.Parse("de")), retrieves);

    /// <summary>Makes what the last run received of the world the baseline.</summary>
    public void AcceptWorld() =>
        new ConductivityStore(BaselinesFolder).Accept("micro-base", MeasurementJson.Read(ReceivedFile).Worlds.Single());

    /// <summary>Runs <c>dotnet test</c> on the suite, from the workspace.</summary>
    public Task<CommandResult> RunAsync(
        string arguments = "", string? candidate = null, params (string Name, string Value)[] environment)
    {
        var configuration = typeof(SuiteWorkspace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "Configuration").Value;
        var start = new ProcessStartInfo("dotnet", $"test \"{Repository.Suite}\" --no-build -c {configuration} {arguments}")
        {
            WorkingDirectory = Root,
        };

        // The build server that these tests run on is not told of losses that they plant, nor do they say what a person is told by whether there is one.
        string[] others = [.. Pipeline.Variables, "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "PWD"];
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("CLIKA_", StringComparison.Ordinal)).Concat(others).ToList())
        {
            start.Environment.Remove(variable);
        }

        // Most of these processes, among them the test platform's, which no project configures, end before it repays to compile a method again. So that begins
        // after two seconds (in hexadecimal) without a new method, instead of a tenth of one.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "7D0";

        start.Environment["CLIKA_CONFIG"] = ConfigurationFile;
        start.Environment["DiffEngine_Disabled"] = "true";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (candidate is not null)
        {
            start.Environment["CLIKA_MODEL"] = candidate;
        }

        return Command.RunAsync(start, Patience);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void Copy(string from, string to, string pattern = "*")
    {
        foreach (var file in Directory.GetFiles(from, pattern, SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
