using System.Text.Encodings.Web;
using System.Text.Unicode;
using CLiKA.Reporting.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CLiKA.Reporting.Pages;

/// <summary>
/// A run as one page that needs nothing but itself: what happened, what regressed, every number, and the lost and won items to be
/// looked through. It works from a file, without a network, and reads well without its script.
/// </summary>
public static class RunPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="models">The models that were measured.</param>
    /// <param name="faults">What was to be measured and was not; at least one where there are no models.</param>
    /// <returns>An HTML document.</returns>
    public static string Render(IEnumerable<ModelReport> models, IReadOnlyCollection<ModelFault> faults)
    {
        // Letters of all scripts as they are: as numbers, Arabic or Chinese would take three times the room.
        using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Page.Models)] = models.Select(model => new PageModel(model)).ToList(),
            [nameof(Page.Faults)] = faults,
        });

        // No component waits for anything: the task is complete when it comes back.
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Page>(parameters)).ToHtmlString())
            .GetAwaiter().GetResult();
    }
}
