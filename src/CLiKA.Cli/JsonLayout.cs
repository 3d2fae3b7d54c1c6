using System.Text.Json;

namespace CLiKA.Cli;

/// <summary>The layout of JSON output.</summary>
internal static class JsonLayout
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Serializes a result.</summary>
    /// <param name="result">The result; its property names become camel case.</param>
    /// <returns>The text, with a final newline.</returns>
    public static string Render(object result) => JsonSerializer.Serialize(result, Options) + "\n";
}
