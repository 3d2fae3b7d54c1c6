using System.Net;
using System.Text.Json;
using CLiKA.Configuration;
using CLiKA.Endpoint.Http;
using CLiKA.Input;

namespace CLiKA.Endpoint.Servers;

/// <summary>The models that a server lists.</summary>
/// <param name="Names">Their names; empty where the server does not list any.</param>
/// <param name="Owner">The program that serves the model, as far as the server states it: <c>vllm</c>, <c>llamacpp</c>.</param>
/// <param name="Remark">Further information about the model, for a reader; may be empty.</param>
internal sealed record ServedModels(IReadOnlyList<string> Names, string Owner, string Remark)
{
    private const int ShownNames = 10;

    /// <summary>Returns whether a model can be asked by a name, as far as the server states it.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => Names.Count == 0 || Names.Contains(name);

    /// <summary>Requests the list of models, which also shows whether there is a server.</summary>
    /// <param name="client">The client.</param>
    /// <param name="entry">The model that is to be asked.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="InvalidInputException">There is no server, it refuses, or it has no such model.</exception>
    public static async Task<ServedModels> ReadAsync(EndpointClient client, EndpointEntry entry, CancellationToken cancellationToken)
    {
        var reply = await client.TryAsync("models", null, RequestKind.Greeting, cancellationToken).ConfigureAwait(false);
        if (reply.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            return new([], string.Empty, string.Empty);
        }

        var keyless = reply.Status is HttpStatusCode.Unauthorized && entry.ApiKeyVariable is null
            ? " (no API key was sent; 'apiKeyVariable' names the variable that holds it)" : string.Empty;
        var list = reply.Body?.Records("data") ?? throw client.Error(reply.IsUnreachable
            ? $"no server answers at {entry.Url}: {reply.Refusal} Start it, or correct the address."
            : $"the server does not list its models{keyless}: {reply.Refusal}");
        var models = new ServedModels([.. list.SelectMany(NamesOf)], string.Empty, string.Empty);
        if (!models.Has(entry.Model))
        {
            throw client.Error(models.Missing(entry.Model, client.Shown));
        }

        var own = list.FirstOrDefault(model => NamesOf(model).Contains(entry.Model));
        return own is null ? models : models with
        {
            Owner = own.Has("owned_by") ? client.Shown(own.Text("owned_by")) : string.Empty,
            Remark = client.Shown(string.Join(", ", (string[])
            [
                .. own.Has("root") && own.Text("root") != entry.Model ? [$"of {own.Text("root")}"] : Array.Empty<string>(),
                .. LongestOf(own) is { } tokens ? [$"{tokens} tokens"] : Array.Empty<string>(),
            ])),
        };
    }

    /// <summary>Describes that a model is missing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shown">Makes text from the server safe to show.</param>
    public string Missing(string name, Func<string, string> shown)
    {
        var more = Names.Count > ShownNames ? $" and {Names.Count - ShownNames} more" : string.Empty;
        return $"the server has no model '{name}'; it has {string.Join(", ", Names.Take(ShownNames).Select(shown))}{more}.";
    }

    // llama-server lists a model with several names, one of which is the id.
    private static IEnumerable<string> NamesOf(JsonRecord model) =>
        model.Element.TryGetProperty("aliases", out var aliases) && aliases.ValueKind == JsonValueKind.Array
            ? aliases.EnumerateArray().Where(alias => alias.ValueKind == JsonValueKind.String).Select(alias => alias.GetString()!).Prepend(model.Text("id")).Distinct()
            : [model.Text("id")];

    // As named by vLLM, or by llama-server.
    private static int? LongestOf(JsonRecord model) => model.Has("max_model_len") ? model.WholeNumber("max_model_len")
        : model.Element.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty("n_ctx", out var tokens) && tokens.ValueKind == JsonValueKind.Number && tokens.TryGetInt32(out var number) ? number
        : null;
}
