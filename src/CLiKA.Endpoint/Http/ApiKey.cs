using CLiKA.Configuration;

namespace CLiKA.Endpoint.Http;

/// <summary>A key that is sent and never shown.</summary>
internal sealed class ApiKey
{
    private readonly string _value;

    private ApiKey(string value) => _value = value;

    /// <summary>Reads the key that a server asks for.</summary>
    /// <param name="entry">The server.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <returns>The key; null where the configuration names none.</returns>
    /// <exception cref="InvalidInputException">The variable is not set, or holds what no header can.</exception>
    public static ApiKey? Read(EndpointEntry entry, Func<string, string?> variable)
    {
        if (entry.ApiKeyVariable is not { } name)
        {
            return null;
        }

        // A header that is no header is quoted by the framework's own errors.
        var value = variable(name)?.Trim();
        return string.IsNullOrEmpty(value) ? throw Error("is not set; expected the API key in it.")
            : value.All(character => character is > ' ' and <= '~') ? new(value)
            : throw Error("holds something other than printable ASCII; expected an API key.");

        InvalidInputException Error(string problem) => new(entry.Place, $"the variable {name} {problem}");
    }

    /// <summary>Signs a request.</summary>
    /// <param name="request">The request.</param>
    public void Sign(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", _value);

    /// <summary>Takes the key out of a text that came from elsewhere.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without it.</returns>
    public string Hide(string text) => text.Replace(_value, "[API key]", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "[API key]";
}
