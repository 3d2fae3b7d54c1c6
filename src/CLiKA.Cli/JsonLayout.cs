using System.Text.Json;

namespace CLiKA.Cli;

/// <summary>How commands print JSON for programs.</summary>
internal static class JsonLayout
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>A result as text.</summary>
    /// <param name="result">The result; names of its properties become camel case.</param>
    /// <returns>The text, ended by a newline.</returns>
    public static string Render(object result) => JsonSerializer.Serialize(result, Options) + "\n";
}
