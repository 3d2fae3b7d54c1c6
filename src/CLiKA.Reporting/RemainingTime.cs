using System.Globalization;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>
/// Describes how far a run is, and estimates how long the rest will take: at the rate of the last half of the time or a little more, since the answers
/// that the journal has come at once, whenever a probe set begins.
/// </summary>
/// <param name="title">What is asked, for example the name of the model.</param>
/// <param name="time">The clock.</param>
public sealed class RemainingTime(string title, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();

    // Each is at least twice as late as the one before.
    private (TimeSpan Elapsed, int Answered) _mark;
    private (TimeSpan Elapsed, int Answered) _markBefore;

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Describes how far the run is.</summary>
    /// <param name="count">How many questions are answered.</param>
    /// <returns>For example <c>my-model: 1,200 of 8,240 questions answered in 3 min; about 18 min left</c>.</returns>
    public string Describe(AnswerCount count)
    {
        var elapsed = Elapsed;
        var since = MarkBefore(elapsed, count.Answered);
        var (asked, open) = (count.Answered - since.Answered, count.Questions - count.Answered);
        var left = asked > 0 && open > 0 ? $"; about {Text((elapsed - since.Elapsed) * ((double)open / asked))} left" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{title}: {count.Answered:N0} of {count.Questions:N0} questions answered in {Text(elapsed)}{left}");
    }

    private (TimeSpan Elapsed, int Answered) MarkBefore(TimeSpan elapsed, int answered)
    {
        lock (_lock)
        {
            if (elapsed >= 2 * _mark.Elapsed)
            {
                (_markBefore, _mark) = (_mark, (elapsed, answered));
            }

            return _markBefore;
        }
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => $"{Math.Ceiling(time.TotalSeconds)} s",
        { TotalMinutes: < 90 } => $"{Math.Round(time.TotalMinutes)} min",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
