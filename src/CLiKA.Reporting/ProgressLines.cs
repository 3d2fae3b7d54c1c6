using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>
/// Writes from time to time how far a run is: nothing in the first half minute, and then at intervals of half a minute up to ten minutes, which grow
/// with the time that has passed, so that the log of a long run stays short.
/// </summary>
/// <param name="title">What is asked, for example the name of the model.</param>
/// <param name="write">Writes a line.</param>
/// <param name="time">The clock.</param>
public sealed class ProgressLines(string title, Action<string> write, TimeProvider time) : IProgress<AnswerCount>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly RemainingTime _remaining = new(title, time);
    private readonly Lock _lock = new();
    private TimeSpan _next = Shortest;

    /// <inheritdoc/>
    /// <remarks>Models behind servers report from several threads.</remarks>
    public void Report(AnswerCount value)
    {
        lock (_lock)
        {
            var line = _remaining.Describe(value);
            var elapsed = _remaining.Elapsed;
            if (elapsed >= _next && value.Answered < value.Questions)
            {
                _next = elapsed + TimeSpan.FromTicks(Math.Clamp(elapsed.Ticks / 10, Shortest.Ticks, Longest.Ticks));
                write(line);
            }
        }
    }
}
