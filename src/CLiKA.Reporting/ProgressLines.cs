namespace CLiKA.Reporting;

/// <summary>
/// Writes from time to time how far a long command is: nothing in the first half minute, and then at intervals of half a minute up to ten minutes, which
/// grow with the time that has passed, so that the log of a long run stays short.
/// </summary>
/// <param name="write">Writes a line.</param>
/// <param name="time">The clock.</param>
public sealed class ProgressLines(Action<string> write, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly RemainingTime _remaining = new(time);
    private readonly Lock _lock = new();
    private TimeSpan _next = Shortest;

    /// <summary>Takes note of the progress, and writes a line if it is time for one.</summary>
    /// <param name="share">The share that is done, 0 to 1.</param>
    /// <param name="done">What is done, for example <c>my-model: 1,200 of 8,240 questions answered</c>.</param>
    /// <remarks>Models behind servers report from several threads.</remarks>
    public void Report(double share, string done)
    {
        lock (_lock)
        {
            var line = _remaining.Describe(share, done);
            var elapsed = _remaining.Elapsed;
            if (elapsed >= _next && share < 1)
            {
                _next = elapsed + TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks / 10, Shortest.Ticks, Longest.Ticks));
                write(line);
            }
        }
    }
}
