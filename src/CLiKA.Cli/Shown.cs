using CLiKA.Measurements;
using CLiKA.Reporting;
using CLiKA.Reporting.Texts;
using Spectre.Console;

namespace CLiKA.Cli;

/// <summary>Progress and tables on the console, or in a file where output is redirected.</summary>
internal static class Shown
{
    /// <summary>Sets the output for tables and progress bars.</summary>
    /// <param name="output">The output.</param>
    /// <param name="isTerminal">Whether the output may be a terminal, which gets colours and cursor movements.</param>
    public static void WriteTo(TextWriter output, bool isTerminal) => AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
    });

    /// <summary>Escapes a text from outside for a table or a progress bar, so that it is neither markup nor a terminal control sequence.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Markup that shows the text.</returns>
    public static string Text(string text) => Markup.Escape(SafeText.Line(text));

    /// <summary>Prints a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="redirectedWidth">Its width where output is redirected: a file has no edge at which a table would have to wrap.</param>
    public static void Write(Table table, int redirectedWidth)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = redirectedWidth;
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Asks questions, and shows how far that is.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="title">What is asked, for example the name of the model.</param>
    /// <param name="ask">Asks the questions.</param>
    /// <returns>The result.</returns>
    public static Task<T> AskingAsync<T>(string title, Func<IProgress<AnswerCount>, Task<T>> ask) =>
        WithProgressAsync(title, report => ask(new CallbackProgress<AnswerCount>(count => report(count.Share, count.Describe(title)))));

    /// <summary>Runs work under a progress bar or, where output is redirected, with a line on standard error from time to time.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="title">The label of the bar at first.</param>
    /// <param name="work">The work; it reports its progress, 0 to 1, and what is done.</param>
    /// <returns>The result.</returns>
    public static async Task<T> WithProgressAsync<T>(string title, Func<Action<double, string>, Task<T>> work)
    {
        if (Console.IsOutputRedirected)
        {
            return await work(new ProgressLines(Console.Error.WriteLine, TimeProvider.System).Report);
        }

        return await AnsiConsole.Progress().StartAsync(async context =>
        {
            var remaining = new RemainingTime(TimeProvider.System);
            var bar = context.AddTask(Text(title), maxValue: 1);
            return await work((share, done) =>
            {
                bar.Value = share;
                bar.Description = Text(remaining.Describe(share, done));
            });
        });
    }
}
