using CLiKA.Measurements;
using Microsoft.Extensions.Time.Testing;

namespace CLiKA.Reporting.Tests;

public sealed class ProgressLinesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _lines = [];
    private readonly ProgressLines _progress;

    public ProgressLinesTests() => _progress = new(_lines.Add, _time);

    [Fact]
    public void A_short_run_says_nothing()
    {
        After(seconds: 29, answered: 5_000);
        After(seconds: 60, answered: 8_240);

        _lines.Should().BeEmpty();
    }

    [Fact]
    public void A_line_tells_how_much_is_answered_in_which_time_and_how_long_the_rest_takes()
    {
        After(seconds: 40, answered: 1_000);
        After(seconds: 200, answered: 6_000);
        After(seconds: 10_000, answered: 7_000);
        After(seconds: 20_000, answered: 8_140);

        _lines.Should().Equal(
            "my-model: 1,000 of 8,240 questions answered in 40 s; about 5 min left",
            "my-model: 6,000 of 8,240 questions answered in 4 min; about 90 s left",
            "my-model: 7,000 of 8,240 questions answered in 2 h 50 min; about 3 h 26 min left",
            "my-model: 8,140 of 8,240 questions answered in 8 h 24 min; about 29 min left");
    }

    // A resumed run: 4,120 answers are in the journal, and 1,000 others took 100 seconds.
    [Fact]
    public void Answers_from_the_journal_do_not_make_the_rest_look_quicker()
    {
        After(seconds: 0, answered: 4_120);
        After(seconds: 100, answered: 5_120);

        _lines.Should().Equal("my-model: 5,120 of 8,240 questions answered in 2 min; about 5 min left");
    }

    // A second each, but for 1,000 that are in the journal and come after 50 seconds, as those of a second probe set do.
    [Fact]
    public void Answers_that_come_from_the_journal_later_do_not_either()
    {
        for (var second = 1; second <= 400; second++)
        {
            After(seconds: 1, answered: second > 50 ? 1_000 + second : second);
        }

        _lines[^1].Should().Be("my-model: 1,400 of 8,240 questions answered in 7 min; about 1 h 54 min left");
    }

    [Fact]
    public void Where_nothing_was_asked_yet_no_time_is_guessed()
    {
        After(seconds: 0, answered: 4_120);
        After(seconds: 50, answered: 4_120);

        _lines.Should().Equal("my-model: 4,120 of 8,240 questions answered in 50 s");
    }

    [Fact]
    public void A_run_of_ten_hours_writes_a_hundred_lines_at_most()
    {
        for (var answered = 1; answered < 8_240; answered++)
        {
            After(seconds: 4.4, answered);
        }

        _lines.Count.Should().BeInRange(50, 100);
        _lines[0].Should().Contain("in 31 s");
        _lines[1].Should().Contain("in 62 s");
    }

    private void After(double seconds, int answered)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        var count = new AnswerCount(answered, 8_240);
        _progress.Report(count.Share, count.Describe("my-model"));
    }
}
