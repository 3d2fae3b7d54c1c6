using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Endpoint;
using CLiKA.OnnxRuntime;
using CLiKA.Runs;

namespace CLiKA.Models;

/// <summary>Opens models of every kind: the one place that knows all of them.</summary>
public static class ConfiguredModel
{
    /// <summary>Opens a model: loads its folder, or asks its server what it offers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Cancels requests to a server.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">The folder is invalid, or the server is not usable.</exception>
    public static Task<IModel> OpenAsync(ModelEntry model, CancellationToken cancellationToken) =>
        OpenAsync(model, new Execution(), cancellationToken);

    /// <summary>Opens a model to be run in a certain way.</summary>
    /// <param name="model">The model.</param>
    /// <param name="execution">How to run the model; for a server, the number of concurrent requests.</param>
    /// <param name="cancellationToken">Cancels requests to a server.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">The folder is invalid, or the server is not usable.</exception>
    public static async Task<IModel> OpenAsync(ModelEntry model, Execution execution, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(execution);
        if (model.Endpoint is not { } endpoint)
        {
            model.RequireFolder();
            return OnnxAnswerer.Load(model.Folder, OnnxAnswererOptions.For(model).In(execution));
        }

        var asked = model with { Endpoint = endpoint with { Concurrency = execution.Requests ?? endpoint.Concurrency } };
        return await EndpointAnswerer.OpenAsync(asked, new EndpointOptions(), cancellationToken).ConfigureAwait(false);
    }
}
