using Spectre.Console;

namespace CLiKA.Cli;

/// <summary>Progress and tables on the console: for a person who looks, and for a file where output is redirected.</summary>
internal static class Shown
{
    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="redirectedWidth">Its width where output is redirected: a file has no edge at which a table would have to be folded.</param>
    public static void Write(Table table, int redirectedWidth)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = redirectedWidth;
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Does a piece of work under a bar.</summary>
    /// <typeparam name="T">What the work results in.</typeparam>
    /// <param name="title">What the bar is labelled with.</param>
    /// <param name="work">The work; it reports how far it is, 0 to 1, and may change the label.</param>
    /// <returns>The result.</returns>
    public static async Task<T> WithBarAsync<T>(string title, Func<Action<double, string?>, Task<T>> work)
    {
        if (Console.IsOutputRedirected)
        {
            return await work((_, _) => { });
        }

        return await AnsiConsole.Progress().StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
            return await work((share, label) =>
            {
                bar.Value = share;
                bar.Description = Markup.Escape(label ?? title);
            });
        });
    }
}
