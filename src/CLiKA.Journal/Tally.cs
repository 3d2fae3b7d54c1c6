namespace CLiKA.Journal;

/// <summary>Counts the questions that were asked and those whose answers were stored.</summary>
internal sealed class Tally
{
    private int _asked;
    private int _known;

    public int Asked => _asked;

    public int Known => _known;

    public void AddAsked(int count) => Interlocked.Add(ref _asked, count);

    public void AddKnown(int count) => Interlocked.Add(ref _known, count);
}
