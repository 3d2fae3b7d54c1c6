using static CLiKA.Reporting.Tests.Pages.PageSamples;

namespace CLiKA.Reporting.Tests.Pages;

public sealed class PageInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task Hostile_texts_do_not_run_and_nothing_is_loaded_but_the_page()
    {
        await using var page = await chromium.OpenAsync([Attacking()]);
        await page.Page.TypeAsync("#filters input", "</script>");

        (await page.ListedAsync()).Should().HaveCount(12, "the text is found as a text");
        (await page.EvaluateAsync<bool>("'hostile' in window")).Should().BeFalse();
        (await page.EvaluateAsync<int>("document.querySelectorAll('img').length")).Should().Be(0);
        page.Complaints.Should().BeEmpty();
        page.Requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().StartWith("file:");
    }

    [ChromiumFact]
    public async Task The_keyboard_skips_to_the_report_and_filters_the_items()
    {
        await using var page = await chromium.OpenAsync([Losing(12)]);

        await page.Page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).Should().Be("Skip to the report");
        await page.Page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("location.hash")).Should().Be("#report");

        (await TabToAsync(page, "relation")).Should().BeTrue("every filter is reached by the keyboard");
        await page.Page.Keyboard.TypeAsync("odd");
        (await page.ListedAsync()).Should().Equal("i01", "i03", "i05", "i07", "i09", "i11");
        (await TabToAsync(page, "text")).Should().BeTrue();
        (await page.EvaluateAsync<bool>("document.activeElement.matches(':focus-visible')")).Should().BeTrue();
        await page.Page.Keyboard.TypeAsync("DE 7?");
        (await page.ListedAsync()).Should().Equal("i07");
        (await page.EvaluateAsync<string>("document.getElementById('count').textContent")).Should().Be("1 item, 1 answer");
        (await page.EvaluateAsync<string>("location.hash")).Should().Be("#items?model=m&relation=odd&change=lost&text=DE+7%3F");
    }

    [ChromiumFact]
    public async Task More_items_come_on_demand_and_the_focus_goes_to_the_first_of_them()
    {
        await using var page = await chromium.OpenAsync([Report(Samples.Measurement(0), Samples.Measurement(40, hebrewSaysA: true))]);
        await page.Page.SelectAsync("select[name=language]", "de");
        (await page.ListedAsync()).Should().HaveCount(40);

        await using var many = await chromium.OpenAsync([Losing(12), Report(Samples.Measurement(0), Samples.Measurement(40))]);
        (await many.EvaluateAsync<bool>("document.getElementById('more').hidden")).Should().BeTrue();
    }

    [ChromiumFact]
    public async Task A_link_to_a_cell_opens_what_it_lost()
    {
        await using var page = await chromium.OpenAsync([Losing(12)], "#m/pack/de");

        (await page.EvaluateAsync<bool>("document.getElementById('m/pack/de').open")).Should().BeTrue();
        (await page.EvaluateAsync<double>("document.getElementById('m/pack/de').getBoundingClientRect().top")).Should().BeInRange(0, 900);
        await page.Page.ClickAsync("#m\\/pack\\/de p a");

        // The page reads its address when the browser gets to it.
        await page.Page.WaitForFunctionAsync("() => document.querySelector('select[name=language]').value === 'de'");
        (await page.ListedAsync()).Should().HaveCount(12);
    }

    [ChromiumFact]
    public async Task A_link_to_a_cell_that_is_folded_away_unfolds_it()
    {
        await using var page = await chromium.OpenAsync([LosingInLanguages(13)], "#m/pack/en");

        (await page.EvaluateAsync<bool>("document.querySelector('details.rest').open && document.getElementById('m/pack/en').open")).Should().BeTrue();
        (await page.EvaluateAsync<double>("document.getElementById('m/pack/en').getBoundingClientRect().top")).Should().BeInRange(0, 900);
    }

    [ChromiumFact]
    public async Task Right_to_left_texts_run_from_right_to_left()
    {
        await using var page = await chromium.OpenAsync(
            [Report(Samples.Measurement(0), Samples.Measurement(0, hebrewSaysA: true))], "#items?model=m&language=he");

        (await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#list [lang=he], .lost [lang=he]')].map(text => getComputedStyle(text).direction)"))
            .Should().HaveCountGreaterThan(30).And.OnlyContain(direction => direction == "rtl");
        (await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#list [lang=en]')].map(text => getComputedStyle(text).direction)"))
            .Should().HaveCountGreaterThan(30).And.OnlyContain(direction => direction == "ltr");
    }

    [ChromiumFact]
    public async Task Without_scripts_all_but_the_filters_is_there()
    {
        await using var page = await chromium.OpenAsync([Losing(12)], hasScript: false);

        // The driver still asks; the page's own script does not run.
        (await page.EvaluateAsync<bool>("document.getElementById('filters').hidden")).Should().BeTrue();
        (await page.EvaluateAsync<int>("document.querySelectorAll('.lost tbody tr').length")).Should().Be(5);
        (await page.EvaluateAsync<string>("document.querySelector('noscript').innerText")).Should().Contain("script");
    }

    [ChromiumFact]
    public async Task A_narrow_window_is_not_wider_than_itself()
    {
        await using var page = await chromium.OpenAsync([LosingInLanguages(13)], width: 360);

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(360);
        (await page.EvaluateAsync<double[]>("[...document.querySelectorAll('p, summary')].map(text => text.getBoundingClientRect().right)"))
            .Should().HaveCountGreaterThan(10).And.OnlyContain(right => right <= 360, "only tables are scrolled");
    }

    // WCAG 2.1, success criterion 1.4.3: at least 4.5 to 1, for every text that is shown and every step of the scale of colours.
    [ChromiumFact]
    public async Task Texts_stand_out_from_what_is_behind_them_in_both_themes()
    {
        foreach (var theme in (string[])["light", "dark"])
        {
            await using var page = await chromium.OpenAsync(
                [Report(Samples.Measurement(0), Samples.Measurement(12, hebrewSaysA: true)), KnowingNothing()], theme: theme);

            var contrasts = await page.EvaluateAsync<Dictionary<string, double>>(ContrastScript);

            contrasts.Should().HaveCountGreaterThan(60).And.OnlyContain(text => text.Value >= 4.5, "theme {0}", theme);
        }
    }

    private const string ContrastScript = """
        (() => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgba = colour => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const luminance = ([r, g, b]) => [r, g, b].map(part => part / 255)
            .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = rgba(getComputedStyle(at).backgroundColor);
              if (colour[3] === 255) return colour;
            }
            return [255, 255, 255, 255];
          };
          const contrast = element => {
            const [one, other] = [rgba(getComputedStyle(element).color), behind(element)].map(luminance).sort((a, b) => b - a);
            return (one + 0.05) / (other + 0.05);
          };
          document.querySelectorAll('details').forEach(cell => { cell.open = true; });
          const found = {};
          for (const element of document.body.querySelectorAll('*:not(script):not(style):not(svg *)')) {
            if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && element.getClientRects().length) {
              found[`${element.tagName}.${element.className} in ${element.parentElement.className}: ${element.textContent.slice(0, 20)}`] = contrast(element);
            }
          }
          const cell = document.querySelector('.heat tbody td a').parentElement;
          for (let step = 0; step <= 20; step++) {
            cell.className = `h${step}`;
            found[`step ${step}`] = contrast(cell.firstElementChild);
          }
          return found;
        })()
        """;

    private static async Task<bool> TabToAsync(OpenPage page, string field)
    {
        for (var tabs = 0; tabs < 100; tabs++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("document.activeElement.name ?? null") == field)
            {
                return true;
            }
        }

        return false;
    }
}
