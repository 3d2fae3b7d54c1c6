using System.Text.Json;

namespace CLiKA.Input;

/// <summary>
/// Names a command of the tool in messages in the form that works where it is typed: <c>dotnet clika accept</c> where a manifest of .NET tools
/// contains the tool, as in a suite of the template, otherwise <c>clika accept</c>.
/// </summary>
public static class ToolCommand
{
    private const string Tool = "clika";
    private const string ManifestName = "dotnet-tools.json";

    private static readonly Lazy<(string Tool, string Place)> Here = new(FindHere);

    /// <summary>Returns a command for use within a sentence.</summary>
    /// <param name="arguments">The arguments after the tool's name.</param>
    /// <returns>The command in quotes, followed by the folder to type it in where that is not the one in which this run was started.</returns>
    public static string Quote(string arguments) => $"'{Here.Value.Tool} {arguments}'{Here.Value.Place}";

    /// <summary>Returns a command to be copied.</summary>
    /// <param name="arguments">The arguments after the tool's name.</param>
    /// <returns>The command; arguments that contain a space, or anything else that a shell would interpret, are in quotes.</returns>
    public static string Line(params IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Argument).Prepend(Here.Value.Tool));

    private static string Argument(string text) =>
        text.Length > 0 && text.All(IsPlain) ? text
        : OperatingSystem.IsWindows() ? $"\"{text}\""
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char letter) =>
        char.IsLetterOrDigit(letter) || "./_-:=,@%+".Contains(letter, StringComparison.Ordinal) || (letter == '\\' && OperatingSystem.IsWindows());

    // A folder that was deleted must not hide the message that the command is part of.
    private static (string Tool, string Place) FindHere()
    {
        try
        {
            return Find(EnvironmentInput.StartFolder, Directory.GetCurrentDirectory());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidInputException)
        {
            return (Tool, string.Empty);
        }
    }

    // The user types in the start folder; a suite's process runs below its project. The folder is named where the manifest applies only to the
    // latter.
    private static (string Tool, string Place) Find(string start, string current) =>
        ManifestFolder(start) is not null ? ($"dotnet {Tool}", string.Empty)
        : ManifestFolder(current) is { } folder ? ($"dotnet {Tool}", $" (in {ShownPath.From(start, folder)})")
        : (Tool, string.Empty);

    private static string? ManifestFolder(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            foreach (var path in (string[])[Path.Combine(folder.FullName, ".config", ManifestName), Path.Combine(folder.FullName, ManifestName)])
            {
                var (hasTool, isRoot) = Read(path);
                if (hasTool || isRoot)
                {
                    return hasTool ? folder.FullName : null;
                }
            }
        }

        return null;
    }

    // Whether the manifest contains the tool, and whether it ends the search. An unreadable manifest is not for this class to report.
    private static (bool HasTool, bool IsRoot) Read(string path)
    {
        try
        {
            var manifest = File.Exists(path) ? JsonDocument.Parse(File.ReadAllText(path)).RootElement : default;
            return manifest.ValueKind == JsonValueKind.Object
                ? (manifest.TryGetProperty("tools", out var tools) && tools.EnumerateObject().Any(HasCommand),
                    manifest.TryGetProperty("isRoot", out var root) && root.ValueKind == JsonValueKind.True)
                : default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static bool HasCommand(JsonProperty tool) =>
        tool.Value.TryGetProperty("commands", out var commands) && commands.EnumerateArray().Any(command => command.ValueEquals(Tool));
}
