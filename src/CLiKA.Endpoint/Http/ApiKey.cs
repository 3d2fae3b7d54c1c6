using CLiKA.Configuration;

namespace CLiKA.Endpoint.Http;

/// <summary>An API key that is sent and never shown.</summary>
internal sealed class ApiKey
{
    private readonly string _value;

    private ApiKey(string value) => _value = value;

    /// <summary>Reads the key for a server.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <returns>The key; null where the configuration names none.</returns>
    /// <exception cref="InvalidInputException">The variable is not set, or contains characters that are invalid in a header.</exception>
    public static ApiKey? Read(EndpointEntry entry, Func<string, string?> variable)
    {
        if (entry.ApiKeyVariable is not { } name)
        {
            return null;
        }

        // Checked here because the framework's own errors quote an invalid header value.
        var value = variable(name)?.Trim();
        return string.IsNullOrEmpty(value) ? throw Error("is not set; expected the API key in it.")
            : value.All(character => character is > ' ' and <= '~') ? new(value)
            : throw Error("has characters other than printable ASCII; expected an API key.");

        InvalidInputException Error(string problem) => new(entry.Place, $"the variable {name} {problem}");
    }

    /// <summary>Adds the key to a request.</summary>
    /// <param name="request">The request.</param>
    public void Sign(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", _value);

    /// <summary>Removes the key from a text that came from elsewhere.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without it.</returns>
    public string Hide(string text) => text.Replace(_value, "[API key]", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "[API key]";
}
