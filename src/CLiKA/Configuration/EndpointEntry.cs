namespace CLiKA.Configuration;

/// <summary>A model that a server answers for, through OpenAI's API.</summary>
/// <param name="Url">What the API's paths begin with, usually ending in <c>/v1</c>.</param>
/// <param name="Model">The name under which the server has the model.</param>
public sealed record EndpointEntry(Uri Url, string Model)
{
    /// <summary>How the server is asked.</summary>
    public EndpointApi Api { get; init; }

    /// <summary>Most requests under way at once, at least 1.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How long one try of a request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Name of the variable of the environment that holds the API key; null where the server asks for none.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Server and model in one text, as a candidate is named.</summary>
    public string Place => $"{Url.AbsoluteUri}#{Model}";

    /// <summary>Reads what the API's paths begin with.</summary>
    /// <param name="text">The text.</param>
    /// <param name="url">The address, without a final slash, where the text is one.</param>
    /// <returns>
    /// Whether it is an http or https address without anything that could hold a key: that comes from the environment alone.
    /// </returns>
    internal static bool TryParseUrl(string text, out Uri url)
    {
        url = Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var parsed) ? parsed : new("http://localhost");
        return parsed is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };
    }

    /// <summary>Whether a text that may also be the path of a folder is the address of a server.</summary>
    /// <param name="place">The text.</param>
    public static bool IsAddress(string place) =>
        place.StartsWith("http://", StringComparison.Ordinal) || place.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>Reads the place of a model behind a server.</summary>
    /// <param name="place"><c>URL#MODEL</c>, as <see cref="Place"/> has it.</param>
    /// <returns>The entry; null where the text is something else.</returns>
    public static EndpointEntry? Parse(string place) =>
        place.Split('#', 2) is [var address, { Length: > 0 } model] && TryParseUrl(address, out var url) ? new(url, model) : null;

    /// <summary>
    /// The same settings for another model: of the same server by its name alone, or of another as <c>URL#MODEL</c>, which gets no API key
    /// unless scheme, host and port are the same.
    /// </summary>
    /// <param name="candidate">The candidate.</param>
    /// <returns>The entry; null where it is no name of a model.</returns>
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
