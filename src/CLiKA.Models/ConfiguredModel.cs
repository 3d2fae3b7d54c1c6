using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Endpoint;
using CLiKA.OnnxRuntime;

namespace CLiKA.Models;

/// <summary>Opens models, wherever they are: the one place that knows all of them.</summary>
public static class ConfiguredModel
{
    /// <summary>Opens a model: loads its folder, or asks its server what it offers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends the work with a server.</param>
    /// <returns>The model, to be disposed of.</returns>
    /// <exception cref="InvalidInputException">The folder or the server is not what it has to be.</exception>
    public static async Task<IModel> OpenAsync(ModelEntry model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Endpoint is null
            ? OnnxAnswerer.Load(model.Folder, OnnxAnswererOptions.For(model))
            : await EndpointAnswerer.OpenAsync(model, new EndpointOptions(), cancellationToken).ConfigureAwait(false);
    }
}
