namespace CLiKA.Reporting;

/// <summary>
/// Describes how far a long command is, and estimates how long the rest will take: at the rate of the last half of the time or a little more, since the
/// answers that the journal has come at once, whenever a probe set begins.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RemainingTime(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();

    // Each is at least twice as late as the one before.
    private (TimeSpan Elapsed, double Share) _mark;
    private (TimeSpan Elapsed, double Share) _markBefore;

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Describes how far the command is.</summary>
    /// <param name="share">The share that is done, 0 to 1.</param>
    /// <param name="done">What is done, for example <c>my-model: 1,200 of 8,240 questions answered</c>.</param>
    /// <returns>For example <c>my-model: 1,200 of 8,240 questions answered in 3 min; about 18 min left</c>.</returns>
    public string Describe(double share, string done)
    {
        var elapsed = Elapsed;
        var since = MarkBefore(elapsed, share);
        var left = share > since.Share && share < 1 ? $"; about {Text((elapsed - since.Elapsed) * ((1 - share) / (share - since.Share)))} left" : string.Empty;
        return $"{done} in {Text(elapsed)}{left}";
    }

    private (TimeSpan Elapsed, double Share) MarkBefore(TimeSpan elapsed, double share)
    {
        lock (_lock)
        {
            if (elapsed >= 2 * _mark.Elapsed)
            {
                (_markBefore, _mark) = (_mark, (elapsed, share));
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
