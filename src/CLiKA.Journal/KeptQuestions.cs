using CLiKA.Journal.Database;
using CLiKA.Journal.Entries;
using CLiKA.Measurements;

namespace CLiKA.Journal;

/// <summary>Questions of one kind: what is known is looked up, the rest is asked and kept.</summary>
/// <typeparam name="TQuestion">A question.</typeparam>
/// <typeparam name="TAnswer">What is answered to it.</typeparam>
/// <param name="protocol">How they are put.</param>
/// <param name="keyOf">The key of a question.</param>
/// <param name="sizeOf">About how much work a question is: its length in bytes.</param>
/// <param name="format">How answers are kept.</param>
/// <param name="areWithin">Whether two answers to a question differ by a tolerance at most.</param>
/// <param name="ask">Asks the model; told where to report how many are answered.</param>
internal sealed class KeptQuestions<TQuestion, TAnswer>(
    string protocol,
    Func<TQuestion, EntryKey> keyOf,
    Func<TQuestion, int> sizeOf,
    IEntryFormat<TAnswer> format,
    Func<double, TAnswer, TAnswer, bool> areWithin,
    Func<IReadOnlyList<TQuestion>, IProgress<int>?, Task<IReadOnlyList<TAnswer>>> ask)
{
    // What a killed run loses at most. A slice is a few of the model's own batches, so that few of those are cut short; and where
    // questions are long it has fewer, so that slices are about equal work.
    private const int SliceCount = 256;
    private const int SliceBytes = 128 * 1024;

    /// <summary>How they are put: the name of the book in which a model's answers to them are.</summary>
    public string Protocol => protocol;

    /// <summary>Answers questions.</summary>
    /// <param name="book">Where answers are kept.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="asking">Which of them are asked.</param>
    /// <param name="tally">Told how many were asked and known.</param>
    /// <param name="progress">Told the number of questions answered so far; may be null.</param>
    /// <param name="cancellationToken">Ends the work between slices.</param>
    /// <returns>One answer for each question, in their order.</returns>
    /// <exception cref="InvalidInputException">An answer is not known, and none is to be asked.</exception>
    /// <exception cref="InvalidOperationException">The model returned another number of answers than it was asked for.</exception>
    public async Task<IReadOnlyList<TAnswer>> AskAsync(
        Book book, IReadOnlyList<TQuestion> questions, Asking asking, Tally tally, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var keys = questions.Select(keyOf).ToList();
        var answers = new Dictionary<EntryKey, TAnswer>();
        if (asking != Asking.All)
        {
            _ = book.HasNews();
            Recall(book, keys, answers);
        }

        tally.AddKnown(keys.Count(answers.ContainsKey));
        progress?.Report(answers.Count);

        // By length, as models like their batches; a run that goes on cuts what is left into the same slices as one that was not killed.
        var open = keys.Zip(questions, (key, question) => (Key: key, Question: question)).DistinctBy(pair => pair.Key)
            .Where(pair => !answers.ContainsKey(pair.Key)).OrderBy(pair => sizeOf(pair.Question)).ToList();
        if (asking == Asking.None && open.Count > 0)
        {
            throw book.Lacks(open.Count, open.Count + answers.Count);
        }

        var isShared = false;
        foreach (var planned in Slices(open))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var slice = planned;
            isShared = isShared || (asking != Asking.All && book.HasNews());
            if (isShared)
            {
                Recall(book, slice.Select(pair => pair.Key), answers);
                slice = slice.FindAll(pair => !answers.ContainsKey(pair.Key));
                tally.AddKnown(planned.Count - slice.Count);
            }

            if (slice.Count > 0)
            {
                await AskAsync(book, slice, answers, progress).ConfigureAwait(false);
                tally.AddAsked(slice.Count);
            }
        }

        return keys.ConvertAll(key => answers[key]);
    }

    /// <summary>Asks some of the questions that are known again.</summary>
    /// <param name="book">Where answers are kept; null where there is no book yet.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="sample">How many to ask.</param>
    /// <param name="random">Draws them.</param>
    /// <param name="tolerance">By how much a log-probability may differ that is asked among others.</param>
    /// <returns>How many are known, how many were asked, and how many were answered otherwise.</returns>
    /// <exception cref="InvalidOperationException">The model returned another number of answers than it was asked for.</exception>
    public async Task<Comparison> CompareAsync(
        Book? book, IReadOnlyList<TQuestion> questions, int sample, Random random, double tolerance)
    {
        var byKey = questions.DistinctBy(keyOf).ToDictionary(keyOf);
        var known = book?.Find(byKey.Keys) ?? [];
        EntryKey[] drawn = [.. known.Keys.OrderBy(key => key.Value)];
        random.Shuffle(drawn);
        drawn = drawn[..Math.Min(sample, drawn.Length)];
        if (drawn.Length == 0)
        {
            return new(byKey.Count, known.Count, 0, 0, 0);
        }

        var answers = await AskAllAsync(Array.ConvertAll(drawn, key => byKey[key]), null).ConfigureAwait(false);
        var changed = drawn.Zip(answers).Where(pair => !BytesOf(pair.Second).SequenceEqual(known[pair.First])).ToList();
        var rounded = changed.Count(pair => tolerance > 0 && areWithin(tolerance, pair.Second, Read(known[pair.First])));
        return new(byKey.Count, known.Count, drawn.Length, changed.Count - rounded, rounded);
    }

    private async Task AskAsync(
        Book book, List<(EntryKey Key, TQuestion Question)> slice, Dictionary<EntryKey, TAnswer> answers, IProgress<int>? progress)
    {
        var before = answers.Count;
        var part = progress is null ? null : new CallbackProgress<int>(count => progress.Report(before + count));
        var received = await AskAllAsync(slice.ConvertAll(pair => pair.Question), part).ConfigureAwait(false);
        book.Commit(slice.Zip(received, (pair, answer) => (pair.Key, BytesOf(answer))));
        foreach (var (pair, answer) in slice.Zip(received))
        {
            answers[pair.Key] = answer;
        }
    }

    private async Task<IReadOnlyList<TAnswer>> AskAllAsync(IReadOnlyList<TQuestion> questions, IProgress<int>? progress)
    {
        var answers = await ask(questions, progress).ConfigureAwait(false);
        return answers.Count == questions.Count
            ? answers
            : throw new InvalidOperationException($"{questions.Count} questions were asked, but {answers.Count} answers came back.");
    }

    private void Recall(Book book, IEnumerable<EntryKey> keys, Dictionary<EntryKey, TAnswer> answers)
    {
        foreach (var (key, bytes) in book.Find(keys))
        {
            answers[key] = Read(bytes);
        }
    }

    private TAnswer Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return format.Read(reader);
    }

    private byte[] BytesOf(TAnswer answer)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        format.Write(writer, answer);
        return bytes.ToArray();
    }

    private IEnumerable<List<(EntryKey Key, TQuestion Question)>> Slices(List<(EntryKey Key, TQuestion Question)> open)
    {
        var slice = new List<(EntryKey, TQuestion)>();
        var bytes = 0;
        foreach (var pair in open)
        {
            var size = sizeOf(pair.Question);
            if (slice.Count == SliceCount || (slice.Count > 0 && bytes + size > SliceBytes))
            {
                yield return slice;
                (slice, bytes) = ([], 0);
            }

            slice.Add(pair);
            bytes += size;
        }

        if (slice.Count > 0)
        {
            yield return slice;
        }
    }
}
