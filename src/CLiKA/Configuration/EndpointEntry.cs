namespace CLiKA.Configuration;

/// <summary>A model behind a server with an OpenAI-compatible API.</summary>
/// <param name="Url">Base address of the API, usually ending in <c>/v1</c>.</param>
/// <param name="Model">Name of the model on the server.</param>
public sealed record EndpointEntry(Uri Url, string Model)
{
    /// <summary>The API through which the server is asked.</summary>
    public EndpointApi Api { get; init; }

    /// <summary>Maximum number of concurrent requests, at least 1.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Time limit of a single attempt at a request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Name of the environment variable with the API key; null where the server requires none.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Server and model in the form in which a candidate is named.</summary>
    public string Place => $"{Url.AbsoluteUri}#{Model}";

    /// <summary>Parses the base address of an API.</summary>
    /// <param name="text">The text.</param>
    /// <param name="url">The address, without a final slash; meaningful only where the text is valid.</param>
    /// <returns>
    /// Whether the text is an http or https address without any part that could contain a key: keys come from the environment only.
    /// </returns>
    internal static bool TryParseUrl(string text, out Uri url)
    {
        url = Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var parsed) ? parsed : new("http://localhost");
        return parsed is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };
    }

    /// <summary>Returns whether a text that may also be the path of a folder is the address of a server.</summary>
    /// <param name="place">The text.</param>
    public static bool IsAddress(string place) =>
        place.StartsWith("http://", StringComparison.Ordinal) || place.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>Parses the location of a model behind a server.</summary>
    /// <param name="place"><c>URL#MODEL</c>, as in <see cref="Place"/>.</param>
    /// <returns>The entry; null where the text is something else.</returns>
    public static EndpointEntry? Parse(string place) =>
        place.Split('#', 2) is [var address, { Length: > 0 } model] && TryParseUrl(address, out var url) ? new(url, model) : null;

    /// <summary>
    /// Returns the same settings for another model: by its name alone on the same server, or as <c>URL#MODEL</c> on another one, which gets no API
    /// key unless scheme, host and port are the same.
    /// </summary>
    /// <param name="candidate">The candidate.</param>
    /// <returns>The entry; null where the text does not name a model.</returns>
    internal EndpointEntry? With(string candidate)
    {
        if (!IsAddress(candidate))
        {
            return string.IsNullOrWhiteSpace(candidate) ? null : this with { Model = candidate };
        }

        if (Parse(candidate) is not { } other)
        {
            return null;
        }

        var isSameServer =
            Uri.Compare(Url, other.Url, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
        return this with { Url = other.Url, Model = other.Model, ApiKeyVariable = isSameServer ? ApiKeyVariable : null };
    }
}
