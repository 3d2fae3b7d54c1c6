using CLiKA.Journal.Database;
using CLiKA.Journal.Entries;
using CLiKA.Measurements;

namespace CLiKA.Journal;

/// <summary>Answers questions of one kind: stored answers are looked up, the remaining questions are asked and their answers stored.</summary>
/// <typeparam name="TQuestion">Type of the question.</typeparam>
/// <typeparam name="TAnswer">Type of the answer.</typeparam>
/// <param name="protocol">The way in which they are put.</param>
/// <param name="keyOf">Returns the key of a question.</param>
/// <param name="sizeOf">Returns the approximate cost of a question: its length in bytes.</param>
/// <param name="format">The format in which answers are stored.</param>
/// <param name="areWithin">Returns whether two answers to a question differ by at most a tolerance.</param>
/// <param name="ask">Asks the model, reporting the number of questions answered so far.</param>
internal sealed class KeptQuestions<TQuestion, TAnswer>(
    string protocol,
    Func<TQuestion, EntryKey> keyOf,
    Func<TQuestion, int> sizeOf,
    IEntryFormat<TAnswer> format,
    Func<double, TAnswer, TAnswer, bool> areWithin,
    Func<IReadOnlyList<TQuestion>, IProgress<int>?, Task<IReadOnlyList<TAnswer>>> ask)
{
    // A slice is the most that a killed run loses. It is a few of the model's own batches, so that few of those are cut short; it has fewer questions
    // where they are long, so that slices cost about the same.
    private const int SliceCount = 256;
    private const int SliceBytes = 128 * 1024;

    /// <summary>The way in which they are put: the name of the book with the model's answers to them.</summary>
    public string Protocol => protocol;

    /// <summary>Returns the questions whose answers are not stored.</summary>
    /// <param name="book">The book in which answers are stored.</param>
    /// <param name="questions">The questions.</param>
    /// <exception cref="InvalidInputException">An entry is damaged.</exception>
    public List<TQuestion> Missing(Book book, IReadOnlyList<TQuestion> questions)
    {
        var keys = questions.Select(keyOf).ToList();
        var known = book.Find(keys);
        return [.. questions.Where((_, index) => !known.ContainsKey(keys[index]))];
    }

    /// <summary>Answers questions.</summary>
    /// <param name="book">The book in which answers are stored.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="asking">Which of them are asked.</param>
    /// <param name="tally">Counts the questions that were asked and those that were stored.</param>
    /// <param name="progress">Receives the number of questions answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between slices.</param>
    /// <returns>One answer for each question, in the order of the questions.</returns>
    /// <exception cref="InvalidInputException">An answer is missing, and none may be asked.</exception>
    /// <exception cref="InvalidOperationException">The model returned a number of answers other than requested.</exception>
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

        // By length, as suits the model's batches; a resumed run cuts the remaining questions into the same slices as an uninterrupted one.
        var open = keys.Zip(questions, (key, question) => (Key: key, Question: question)).DistinctBy(pair => pair.Key)
            .Where(pair => !answers.ContainsKey(pair.Key)).OrderBy(pair => sizeOf(pair.Question)).ToList();
        if (asking == Asking.None && open.Count > 0)
        {
            throw book.Lacks(open.Count, open.Count + answers.Count);
        }

        var isShared = false;
        foreach (var planned in FromBothEnds([.. Slices(open)]))
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

    /// <summary>Asks a sample of the stored questions again.</summary>
    /// <param name="book">The book in which answers are stored; null where there is none yet.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="sample">Number of questions to ask.</param>
    /// <param name="random">Draws the sample.</param>
    /// <param name="tolerance">The largest difference in log-probability that counts as rounding.</param>
    /// <returns>How many answers are stored, how many questions were asked, and how many answers changed.</returns>
    /// <exception cref="InvalidOperationException">The model returned a number of answers other than requested.</exception>
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

    // The shortest and the longest in turn: the time that they take tells early how long the rest will take, and a question that is too long for the
    // device's memory does not fail only at the end. What is left of an interrupted run is a run of whole slices.
    private static IEnumerable<T> FromBothEnds<T>(IReadOnlyList<T> slices) =>
        Enumerable.Range(0, slices.Count).Select(index => slices[index % 2 == 0 ? index / 2 : slices.Count - 1 - (index / 2)]);

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
