using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Configuration;

/// <summary>Reads the <c>endpoint</c> property of a model behind a server.</summary>
internal static class EndpointReader
{
    private const string Property = "endpoint";
    private const int MostRequests = 4096;
    private const int SecondsOfADay = 86_400;

    /// <summary>Reads the <c>endpoint</c> property of a model.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="model">The model's JSON object.</param>
    /// <returns>The server; null where the model has a folder.</returns>
    /// <exception cref="InvalidInputException">Both or neither are there, or a value is invalid.</exception>
    public static EndpointEntry? Read(string name, JsonRecord model)
    {
        if (model.Has(Property) == model.Has("folder"))
        {
            throw model.Error(
                $"model '{name}' has {(model.Has(Property) ? "both 'folder' and" : "neither 'folder' nor")} '{Property}'; "
                + "expected one of them: the folder of a local model, or the server that answers for it.");
        }

        if (!model.Has(Property))
        {
            return null;
        }

        var endpoint = model.Record(Property);
        endpoint.AllowOnly("url", "model", "api", "concurrency", "timeoutSeconds", "apiKeyVariable");
        var entry = new EndpointEntry(
            EndpointEntry.TryParseUrl(endpoint.NonBlankText("url"), out var url) ? url : throw endpoint.Error(
                $"model '{name}': 'url' is not the address of a server; expected one such as http://127.0.0.1:8000/v1, without user, "
                + "query or fragment."),
            endpoint.NonBlankText("model"));
        return entry with
        {
            Api = ReadApi(name, model, endpoint),
            Concurrency = endpoint.Has("concurrency") ? WholeNumber(name, endpoint, "concurrency", MostRequests) : entry.Concurrency,
            Timeout = endpoint.Has("timeoutSeconds")
                ? TimeSpan.FromSeconds(WholeNumber(name, endpoint, "timeoutSeconds", SecondsOfADay))
                : entry.Timeout,
            ApiKeyVariable = endpoint.Has("apiKeyVariable") ? endpoint.NonBlankText("apiKeyVariable") : null,
        };
    }

    // The API must not depend on what the server happens to offer: 'auto' is resolved from the configuration alone.
    private static EndpointApi ReadApi(string name, JsonRecord model, JsonRecord endpoint)
    {
        var chats = ChatFormatReader.Read(name, model) is not null;
        if (chats && model.Element.GetProperty("chat") is { ValueKind: JsonValueKind.Object } chat && chat.TryGetProperty("date", out _))
        {
            throw endpoint.Error($"model '{name}': 'chat' has a 'date', but a server gives its template the date itself; expected none.");
        }

        return (endpoint.Has("api") ? endpoint.NonBlankText("api") : "auto") switch
        {
            "auto" => chats ? EndpointApi.Chat : EndpointApi.Completions,
            "chat" => EndpointApi.Chat,
            "completions" => !chats ? EndpointApi.Completions : throw endpoint.Error(
                $"model '{name}': 'api' is completions, but the model has 'chat', whose turns only the server can write; expected chat or auto."),
            var other => throw endpoint.Error($"model '{name}': 'api' is '{other}'; expected completions, chat or auto."),
        };
    }

    private static int WholeNumber(string name, JsonRecord endpoint, string property, int most) =>
        endpoint.WholeNumber(property) is var number && number >= 1 && number <= most
            ? number
            : throw endpoint.Error($"model '{name}': '{property}' is {number}; expected 1 to {most}.");
}
