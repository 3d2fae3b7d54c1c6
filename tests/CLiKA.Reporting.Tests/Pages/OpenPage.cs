using System.Collections.Concurrent;
using PuppeteerSharp;

namespace CLiKA.Reporting.Tests.Pages;

/// <summary>A page in a browser, and what became of it besides being shown.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => _complaints.Enqueue(message.Message.Text);
        page.PageError += (_, error) => _complaints.Enqueue(error.Message);
        page.Request += (_, request) => _requests.Enqueue(request.Request.Url);
    }

    public IPage Page { get; }

    /// <summary>What was written to the console, and errors of scripts.</summary>
    public IEnumerable<string> Complaints => _complaints;

    /// <summary>Everything that was asked for, the page itself first.</summary>
    public IEnumerable<string> Requests => _requests;

    public async ValueTask DisposeAsync() => await Page.CloseAsync();

    public Task<T> EvaluateAsync<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    /// <summary>The ids of the items that are listed.</summary>
    public async Task<string[]> ListedAsync() =>
        await EvaluateAsync<string[]>("[...document.querySelectorAll('#list .item h3')].map(title => title.firstChild.textContent)");
}
