namespace CLiKA.Measurements;

/// <summary>Reports the progress of parts that are asked one after the other as the progress of the whole.</summary>
/// <param name="progress">Receives the progress of the whole; null where nobody does.</param>
/// <param name="questions">Number of questions of all parts, at least 1.</param>
public sealed class PartialProgress(IProgress<AnswerCount>? progress, int questions)
{
    private int _begun;

    /// <summary>Begins the next part.</summary>
    /// <param name="count">Number of its questions.</param>
    /// <returns>Takes how many of them are answered; null where nobody receives the progress.</returns>
    public IProgress<int>? Next(int count)
    {
        var before = _begun;
        _begun += count;
        return progress is null ? null : new CallbackProgress<int>(answered => progress.Report(new(before + answered, questions)));
    }
}
