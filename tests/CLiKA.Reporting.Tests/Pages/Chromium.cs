using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Runs;
using PuppeteerSharp;

namespace CLiKA.Reporting.Tests.Pages;

/// <summary>An installed Chromium without a window, started once for all tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Usual =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("clika-page-").FullName;
    private IBrowser? _browser;

    /// <summary>Path of the program; null where none was found.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("CLIKATEST_CHROMIUM") is { Length: > 0 } named ? named : Usual.FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Path is not null)
        {
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = Path,
                Timeout = 120_000,
                Args =
                [
                    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync",

                    // Chromium refuses its sandbox to root, as whom containers run.
                    .. Environment.UserName == "root" ? (string[])["--no-sandbox"] : [],
                ],
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Opens the page of some models from a file, as a reader does.</summary>
    /// <param name="models">The models.</param>
    /// <param name="address">What the address ends with.</param>
    /// <param name="theme">Which colours the reader likes: <c>light</c> or <c>dark</c>.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="hasScript">Whether scripts run.</param>
    internal async Task<OpenPage> OpenAsync(
        IEnumerable<ModelReport> models, string address = "", string theme = "light", int width = 1280, bool hasScript = true)
    {
        var file = System.IO.Path.Combine(_folder, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, RunPage.Render(models, []));
        var page = await _browser!.NewPageAsync();
        page.DefaultTimeout = 120_000;
        await page.SetJavaScriptEnabledAsync(hasScript);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = theme }]);
        var open = new OpenPage(page);
        await page.GoToAsync($"{new Uri(file)}{address}", 120_000);
        return open;
    }
}
