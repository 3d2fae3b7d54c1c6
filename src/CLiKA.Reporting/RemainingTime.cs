using System.Globalization;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>Describes how far a run is, and estimates how long the rest will take.</summary>
/// <param name="title">What is asked, for example the name of the model.</param>
/// <param name="time">The clock.</param>
public sealed class RemainingTime(string title, TimeProvider time)
{
    // Answers that are in the journal come at once, and say nothing of the time that the others take.
    private static readonly TimeSpan Recalling = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private int _recalled;

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Describes how far the run is.</summary>
    /// <param name="count">How many questions are answered.</param>
    /// <returns>For example <c>my-model: 1,200 of 8,240 questions answered in 3 min; about 18 min left</c>.</returns>
    public string Describe(AnswerCount count)
    {
        var elapsed = Elapsed;
        _recalled = elapsed < Recalling ? count.Answered : _recalled;
        var asked = count.Answered - _recalled;
        var left = asked > 0 && count.Answered < count.Questions
            ? $"; about {Text(elapsed * ((double)(count.Questions - count.Answered) / asked))} left"
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{title}: {count.Answered:N0} of {count.Questions:N0} questions answered in {Text(elapsed)}{left}");
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => $"{Math.Ceiling(time.TotalSeconds)} s",
        { TotalMinutes: < 90 } => $"{Math.Round(time.TotalMinutes)} min",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
