using CLiKA.Reporting.Texts;
using Spectre.Console;

namespace CLiKA.Cli;

/// <summary>Progress and tables on the console: for a person who looks, and for a file where output is redirected.</summary>
internal static class Shown
{
    /// <summary>Says where tables and bars go.</summary>
    /// <param name="output">Where they go.</param>
    /// <param name="isTerminal">Whether what is there may be a terminal, which is told colours and places.</param>
    public static void WriteTo(TextWriter output, bool isTerminal) => AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
    });

    /// <summary>A text of somebody else's in a table or beside a bar: it is no markup and no order.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Markup that shows it.</returns>
    public static string Text(string text) => Markup.Escape(SafeText.Line(text));

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
            var bar = context.AddTask(Text(title), maxValue: 1);
            return await work((share, label) =>
            {
                bar.Value = share;
                bar.Description = Text(label ?? title);
            });
        });
    }
}
