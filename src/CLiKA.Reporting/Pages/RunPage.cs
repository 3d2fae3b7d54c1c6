using System.Text.Encodings.Web;
using System.Text.Unicode;
using CLiKA.Reporting.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CLiKA.Reporting.Pages;

/// <summary>
/// A run as one self-contained page: what happened, what regressed, every number, and the lost and won items to browse. It works from a file,
/// without a network, and is readable without its script.
/// </summary>
public static class RunPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="models">The models that were measured.</param>
    /// <param name="faults">What could not be measured; at least one if there are no models.</param>
    /// <returns>An HTML document.</returns>
    public static string Render(IEnumerable<ModelReport> models, IReadOnlyCollection<ModelFault> faults)
    {
        // Letters of all scripts are written unescaped: as character references, Arabic or Chinese would take three times the space.
        using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Page.Models)] = models.Select(model => new PageModel(model)).ToList(),
            [nameof(Page.Faults)] = faults,
        });

        // No component is asynchronous: the task has completed when it is returned.
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Page>(parameters)).ToHtmlString())
            .GetAwaiter().GetResult();
    }
}
