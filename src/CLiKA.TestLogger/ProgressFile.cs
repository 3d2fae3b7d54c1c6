using System.Text;

namespace CLiKA.TestLogger;

/// <summary>
/// The lines that the suite writes while it runs, in a file beside the one of its <see cref="RunHandOver"/>: only the logger's process can print before
/// the run ends. Whatever goes wrong here costs lines, and not the run.
/// </summary>
public static class ProgressFile
{
    private const string Suffix = ".progress";

    /// <summary>Writes a line; does nothing if no logger asked for it.</summary>
    /// <param name="line">The line, free of build server commands.</param>
    public static void Write(string line)
    {
        if (Environment.GetEnvironmentVariable(RunHandOver.FileVariable) is { Length: > 0 } path)
        {
            Try(() => File.AppendAllText(path + Suffix, line + "\n"));
        }
    }

    /// <summary>Prints the lines as they come.</summary>
    /// <param name="path">Path of the file that is handed over.</param>
    /// <param name="output">The output.</param>
    /// <param name="interval">How often to look for lines.</param>
    /// <returns>Prints the last lines and deletes the file when it is disposed of.</returns>
    internal static IDisposable Follow(string path, TextWriter output, TimeSpan interval) => new Follower(path + Suffix, output, interval);

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private sealed class Follower : IDisposable
    {
        private readonly string _path;
        private readonly TextWriter _output;
        private readonly Timer _timer;
        private readonly Lock _lock = new();
        private long _printed;

        public Follower(string path, TextWriter output, TimeSpan interval)
        {
            (_path, _output) = (path, output);
            _timer = new(_ => Try(Print), null, interval, interval);
        }

        public void Dispose()
        {
            _timer.Dispose();
            Try(Print);
            Try(() => File.Delete(_path));
        }

        private void Print()
        {
            lock (_lock)
            {
                if (!File.Exists(_path))
                {
                    return;
                }

                using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                file.Position = _printed;
                using var reader = new StreamReader(file, Encoding.UTF8);

                // The last line may be written in part.
                var text = reader.ReadToEnd();
                var lines = text[..(text.LastIndexOf('\n') + 1)];
                _output.Write(lines);
                _printed += Encoding.UTF8.GetByteCount(lines);
            }
        }
    }
}
