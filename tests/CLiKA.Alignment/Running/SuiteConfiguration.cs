using CLiKA.Configuration;

namespace CLiKA.Alignment.Running;

/// <summary>
/// The configuration of this run: the file that CLIKA_CONFIG names, or clika.json of this project; with the model folder that
/// CLIKA_MODEL names in the place of the configured one.
/// </summary>
internal static class SuiteConfiguration
{
    private const string ConfigurationVariable = "CLIKA_CONFIG";
    private const string ModelVariable = "CLIKA_MODEL";

    private static readonly Lazy<AlignmentConfiguration> Loaded = new(Load);

    public static AlignmentConfiguration Current => Loaded.Value;

    private static AlignmentConfiguration Load()
    {
        var configuration = ConfigurationReader.Read(FromVariable(ConfigurationVariable) ?? FindFile());
        return FromVariable(ModelVariable) is { } folder ? configuration.WithCandidate(folder) : configuration;
    }

    // The test host runs in the output folder; PWD still names the folder in which the user typed the path.
    private static string? FromVariable(string variable)
    {
        var path = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(path)
            ? null
            : Path.GetFullPath(path, Environment.GetEnvironmentVariable("PWD") ?? Directory.GetCurrentDirectory());
    }

    private static string FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, AlignmentConfiguration.FileName);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new InvalidInputException(
            AppContext.BaseDirectory, $"no {AlignmentConfiguration.FileName} here or above; name one in {ConfigurationVariable}.");
    }
}
